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

    public static Double1 Of(double value) => new(value);

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

    public static Double1 LessThan(Double1 a, Double1 b) => Mask(a._v < b._v);

    public static Double1 Equal(Double1 a, Double1 b) => Mask(a._v == b._v);

    public static Double1 Select(Double1 mask, Double1 whenTrue, Double1 whenFalse) =>
        BitConverter.DoubleToInt64Bits(mask._v) != 0 ? whenTrue : whenFalse;

    public static Double1 CopySign(Double1 magnitude, Double1 sign) => new(Math.CopySign(magnitude._v, sign._v));

    private static Double1 Mask(bool value) => new(BitConverter.Int64BitsToDouble(value ? -1 : 0));
}
