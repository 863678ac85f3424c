namespace Glia.Kernels.Lanes;

/// <summary>The lane of width one: the scalar path, and the tail of every wider one, in double.</summary>
/// <remarks>A mask is all ones or all zeros in the bits of the value, as in the wider lanes.</remarks>
internal readonly struct Double1 : IDoubleLane<Double1>
{
    private readonly double _v;

    private Double1(double v) => _v = v;

    /// <summary>Gets the value.</summary>
    public double Value => _v;

    public static int Width => 1;

    public static LanePrecision Precision => LanePrecision.Double;

    public static Double1 Of(double value) => new(value);

    public static Double1 Of(double high, double low) => new(high + low);

    public static Double1 Of(float value) => new(value);

    public static Double1 Load(ref readonly double source) => new(source);

    public void Store(ref double target) => target = _v;

    public static Double1 Load(ref readonly float source) => new(source);

    public void Store(ref float target) => target = (float)_v;

    public static Double1 operator +(Double1 a, Double1 b) => new(a._v + b._v);

    public static Double1 operator -(Double1 a, Double1 b) => new(a._v - b._v);

    public static Double1 operator *(Double1 a, Double1 b) => new(a._v * b._v);

    public static Double1 operator /(Double1 a, Double1 b) => new(a._v / b._v);

    public static Double1 operator -(Double1 a) => new(-a._v);

    public static Double1 FusedMultiplyAdd(Double1 a, Double1 b, Double1 c) => new(Math.FusedMultiplyAdd(a._v, b._v, c._v));

    public static Double1 Abs(Double1 a) => new(Math.Abs(a._v));

    public static Double1 Sqrt(Double1 a) => new(Math.Sqrt(a._v));

    public static Double1 Round(Double1 a) => new(Math.Round(a._v, MidpointRounding.ToEven));

    public static Double1 PowerOfTwo(Double1 n) => new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(Lane.DoubleExponentMagic + n._v) << 52));

    public static Double1 PowerOfTwoSixteenths(Double1 shifted) => Sixteenths(shifted, SixteenthPowers.High);

    public static Double1 PowerOfTwoSixteenthsRest(Double1 shifted) => Sixteenths(shifted, SixteenthPowers.Low);

    public static Double1 Scale(Double1 x, Double1 n) => Lane.ScaleDouble(x, n);

    public static Double1 AtLeast(Double1 x, Double1 bound) => x._v < bound._v ? bound : x;

    public static Double1 AtMost(Double1 x, Double1 bound) => x._v > bound._v ? bound : x;

    public static Double1 RoundToOdd(Double1 high, Double1 low)
    {
        long bits = BitConverter.DoubleToInt64Bits(high._v);
        return low._v == 0 || (bits & 1) != 0 ? high : new(BitConverter.Int64BitsToDouble((low._v < 0) == (high._v < 0) ? bits + 1 : bits - 1));
    }

    public static bool StoreIfSame(Double1 low, Double1 high, ref float target)
    {
        target = (float)low._v;
        return BitConverter.SingleToInt32Bits(target) == BitConverter.SingleToInt32Bits((float)high._v);
    }

    public static Double1 LessThan(Double1 a, Double1 b) => Mask(a._v < b._v);

    public static Double1 Equal(Double1 a, Double1 b) => Mask(a._v == b._v);

    public static Double1 Select(Double1 mask, Double1 whenTrue, Double1 whenFalse) =>
        BitConverter.DoubleToInt64Bits(mask._v) != 0 ? whenTrue : whenFalse;

    public static bool Any(Double1 mask) => BitConverter.DoubleToInt64Bits(mask._v) != 0;

    public static Double1 CopySign(Double1 magnitude, Double1 sign) => new(Math.CopySign(magnitude._v, sign._v));

    private static Double1 Sixteenths(Double1 shifted, ReadOnlySpan<double> table)
    {
        long bits = BitConverter.DoubleToInt64Bits(shifted._v);
        return new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(table[(int)bits & 15]) + ((bits << 48) & (-1L << 52))));
    }

    private static Double1 Mask(bool value) => new(BitConverter.Int64BitsToDouble(value ? -1 : 0));
}
