using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>4 doubles in one 256-bit register; loads and stores floats, so that a formula is evaluated in double and rounded once.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Double4 : IDoubleLane<Double4>
{
    private readonly Vector256<double> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Double4(Vector256<double> v) => _v = v;

    public static int Width => 4;

    public static LanePrecision Precision => LanePrecision.Double;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Of(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Of(double high, double low) => Of(high + low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Of(float value) => new(Avx.ConvertToVector256Double(Vector128.Create(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Load(ref readonly double source) => new(Vector256.LoadUnsafe(ref Unsafe.AsRef(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target) => _v.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Load(ref readonly float source) => new(Avx.ConvertToVector256Double(Vector128.LoadUnsafe(ref Unsafe.AsRef(in source))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => Avx.ConvertToVector128Single(_v).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator +(Double4 a, Double4 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator -(Double4 a, Double4 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator *(Double4 a, Double4 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator +(Double4 a, double b) => new(a._v + Vector256.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator -(Double4 a, double b) => new(a._v - Vector256.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator *(Double4 a, double b) => new(a._v * Vector256.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator /(Double4 a, Double4 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator -(Double4 a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 FusedMultiplyAdd(Double4 a, Double4 b, Double4 c) => new(Vector256.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 FusedMultiplyAdd(Double4 a, Double4 b, double c) => new(Vector256.FusedMultiplyAdd(a._v, b._v, Vector256.Create(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 FusedMultiplyAdd(Double4 a, double b, Double4 c) => new(Vector256.FusedMultiplyAdd(a._v, Vector256.Create(b), c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 FusedMultiplyAdd(Double4 a, double b, double c) => new(Vector256.FusedMultiplyAdd(a._v, Vector256.Create(b), Vector256.Create(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 FusedSubtract(Double4 a, Double4 b, Double4 c) => new(Fma.IsSupported ? Fma.MultiplyAddNegated(a._v, b._v, c._v) : Vector256.FusedMultiplyAdd(-a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Abs(Double4 a) => new(Vector256.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Sqrt(Double4 a) => new(Vector256.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Round(Double4 a) => new(Vector256.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 PowerOfTwo(Double4 n) => new(((Vector256.Create(Lane.DoubleExponentMagic) + n._v).AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 PowerOfTwoSixteenths(Double4 shifted) => Sixteenths(shifted, SixteenthPowers.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 PowerOfTwoSixteenthsRest(Double4 shifted) => Sixteenths(shifted, SixteenthPowers.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Scale(Double4 x, Double4 n) => Lane.ScaleDouble(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 AtLeast(Double4 x, Double4 bound) => new(Vector256.MaxNative(bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 AtMost(Double4 x, Double4 bound) => new(Vector256.MinNative(bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 RoundToOdd(Double4 high, Double4 low)
    {
        Vector256<long> bits = high._v.AsInt64();
        Vector256<long> step = ((bits ^ low._v.AsInt64()) >> 63) | Vector256<long>.One;
        Vector256<long> even = Vector256.Equals(bits & Vector256<long>.One, Vector256<long>.Zero);
        Vector256<long> exact = Vector256.Equals(low._v, Vector256<double>.Zero).AsInt64();
        return new((bits + Vector256.AndNot(step & even, exact)).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StoreIfSame(Double4 low, Double4 high, ref float target)
    {
        Vector128<float> first = Avx.ConvertToVector128Single(low._v);
        first.StoreUnsafe(ref target);
        return Vector128.EqualsAll(first.AsInt32(), Avx.ConvertToVector128Single(high._v).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 AtLeast(Double4 x, double bound) => new(Vector256.MaxNative(Vector256.Create(bound), x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 AtMost(Double4 x, double bound) => new(Vector256.MinNative(Vector256.Create(bound), x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 LessThan(Double4 a, Double4 b) => new(Vector256.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Equal(Double4 a, Double4 b) => new(Vector256.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Select(Double4 mask, Double4 whenTrue, Double4 whenFalse) =>
        new(Vector256.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 WhereLess(Double4 a, Double4 b, Double4 whenTrue, Double4 whenFalse) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._v, b._v), whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 WhereEqual(Double4 a, Double4 b, Double4 whenTrue, Double4 whenFalse) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a._v, b._v), whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Double4 mask) => !Vector256.EqualsAll(mask._v.AsInt64(), Vector256<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 CopySign(Double4 magnitude, Double4 sign) =>
        new(Vector256.ConditionalSelect(Vector256.Create(-0.0), sign._v, magnitude._v));

    /// <summary>The low four bits of n choose from the table, the others go to the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Double4 Sixteenths(Double4 shifted, ReadOnlySpan<double> table)
    {
        Vector256<long> bits = shifted._v.AsInt64();
        Vector256<long> index = bits & Vector256.Create(15L);
        Vector256<double> power = Vector256.Create(table[(int)index[0]], table[(int)index[1]], table[(int)index[2]], table[(int)index[3]]);
        return new((power.AsInt64() + ((bits << 48) & Vector256.Create(-1L << 52))).AsDouble());
    }
}
