namespace Glia.Kernels.Lanes;

/// <summary>The lane of width one: the scalar path, and the tail of every wider one.</summary>
/// <remarks>A mask is all ones or all zeros in the bits of the value, as in the wider lanes.</remarks>
internal readonly struct Single1 : ILane<Single1>
{
    private readonly float _v;

    private Single1(float v) => _v = v;

    public static int Width => 1;

    public static LanePrecision Precision => LanePrecision.Single;

    public static Single1 Of(double value) => new((float)value);

    public static Single1 Of(double high, double low) => Of(high + low);

    public static Single1 Of(float value) => new(value);

    public static Single1 Load(ref readonly float source) => new(source);

    public void Store(ref float target) => target = _v;

    public static Single1 operator +(Single1 a, Single1 b) => new(a._v + b._v);

    public static Single1 operator -(Single1 a, Single1 b) => new(a._v - b._v);

    public static Single1 operator *(Single1 a, Single1 b) => new(a._v * b._v);

    public static Single1 operator /(Single1 a, Single1 b) => new(a._v / b._v);

    public static Single1 operator -(Single1 a) => new(-a._v);

    public static Single1 FusedMultiplyAdd(Single1 a, Single1 b, Single1 c) => new(MathF.FusedMultiplyAdd(a._v, b._v, c._v));

    public static Single1 Abs(Single1 a) => new(MathF.Abs(a._v));

    public static Single1 Sqrt(Single1 a) => new(MathF.Sqrt(a._v));

    public static Single1 Round(Single1 a) => new(MathF.Round(a._v, MidpointRounding.ToEven));

    public static Single1 PowerOfTwo(Single1 n) => new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(Lane.SingleExponentMagic + n._v) << 23));

    static Single1 ILane<Single1>.PowerOfTwoShifted(Single1 shifted) => new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(shifted._v) << 23));

    public static Single1 PowerOfTwoSixteenths(Single1 shifted)
    {
        Single1 n = shifted - Lane.RoundingShift<Single1>();
        Single1 whole = Round((n - Of(7.5)) * Of(0.0625));
        return new Single1((float)SixteenthPowers.High[(int)(n - (whole * Of(16.0)))._v]) * PowerOfTwo(whole);
    }

    public static Single1 Scale(Single1 x, Single1 n) => Lane.ScaleSingle(x, n);

    public static Single1 AtLeast(Single1 x, Single1 bound) => x._v < bound._v ? bound : x;

    public static Single1 AtMost(Single1 x, Single1 bound) => x._v > bound._v ? bound : x;

    public static Single1 LessThan(Single1 a, Single1 b) => Mask(a._v < b._v);

    public static Single1 Equal(Single1 a, Single1 b) => Mask(a._v == b._v);

    public static Single1 Select(Single1 mask, Single1 whenTrue, Single1 whenFalse) =>
        BitConverter.SingleToInt32Bits(mask._v) != 0 ? whenTrue : whenFalse;

    static Single1 ILane<Single1>.Unless(Single1 a, Single1 b, Single1 value, ref int count)
    {
        bool equal = a._v == b._v;
        count += equal ? 1 : 0;
        return equal ? default : value;
    }

    static bool ILane<Single1>.AllEqual(Single1 a, Single1 b) => a._v == b._v;

    public static bool Any(Single1 mask) => BitConverter.SingleToInt32Bits(mask._v) != 0;

    public static Single1 CopySign(Single1 magnitude, Single1 sign) => new(MathF.CopySign(magnitude._v, sign._v));

    private static Single1 Mask(bool value) => new(BitConverter.Int32BitsToSingle(value ? -1 : 0));
}
