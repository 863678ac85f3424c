using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>8 doubles in one 512-bit register; loads and stores floats, so that a formula is evaluated in double and rounded once.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Double8 : IDoubleLane<Double8>
{
    private readonly Vector512<double> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Double8(Vector512<double> v) => _v = v;

    public static int Width => 8;

    public static LanePrecision Precision => LanePrecision.Double;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Of(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Of(double high, double low) => Of(high + low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Of(float value) => new(Avx512F.ConvertToVector512Double(Vector256.Create(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Load(ref readonly double source) => new(Vector512.LoadUnsafe(ref Unsafe.AsRef(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target) => _v.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Load(ref readonly float source) => new(Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref Unsafe.AsRef(in source))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => Avx512F.ConvertToVector256Single(_v).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator +(Double8 a, Double8 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 a, Double8 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator *(Double8 a, Double8 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator +(Double8 a, double b) => new(a._v + Vector512.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 a, double b) => new(a._v - Vector512.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator *(Double8 a, double b) => new(a._v * Vector512.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator /(Double8 a, Double8 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 FusedMultiplyAdd(Double8 a, Double8 b, Double8 c) => new(Vector512.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 FusedMultiplyAdd(Double8 a, Double8 b, double c) => new(Vector512.FusedMultiplyAdd(a._v, b._v, Vector512.Create(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 FusedMultiplyAdd(Double8 a, double b, Double8 c) => new(Vector512.FusedMultiplyAdd(a._v, Vector512.Create(b), c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 FusedMultiplyAdd(Double8 a, double b, double c) => new(Vector512.FusedMultiplyAdd(a._v, Vector512.Create(b), Vector512.Create(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 FusedSubtract(Double8 a, Double8 b, Double8 c) => new(Avx512F.FusedMultiplyAddNegated(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Abs(Double8 a) => new(Vector512.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Sqrt(Double8 a) => new(Vector512.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Round(Double8 a) => new(Vector512.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 PowerOfTwo(Double8 n) => new(((Vector512.Create(Lane.DoubleExponentMagic) + n._v).AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 PowerOfTwoSixteenths(Double8 shifted) => Sixteenths(shifted, SixteenthPowers.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 PowerOfTwoSixteenthsRest(Double8 shifted) => Sixteenths(shifted, SixteenthPowers.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Scale(Double8 x, Double8 n) => new(Avx512F.Scale(x._v, n._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 AtLeast(Double8 x, Double8 bound) => new(Vector512.MaxNative(bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 AtMost(Double8 x, Double8 bound) => new(Vector512.MinNative(bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 RoundToOdd(Double8 high, Double8 low)
    {
        Vector512<long> bits = high._v.AsInt64();
        Vector512<long> step = ((bits ^ low._v.AsInt64()) >> 63) | Vector512<long>.One;
        Vector512<long> even = Vector512.Equals(bits & Vector512<long>.One, Vector512<long>.Zero);
        Vector512<long> exact = Vector512.Equals(low._v, Vector512<double>.Zero).AsInt64();
        return new((bits + Vector512.AndNot(step & even, exact)).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StoreIfSame(Double8 low, Double8 high, ref float target)
    {
        Vector256<float> first = Avx512F.ConvertToVector256Single(low._v);
        first.StoreUnsafe(ref target);
        return Vector256.EqualsAll(first.AsInt32(), Avx512F.ConvertToVector256Single(high._v).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 AtLeast(Double8 x, double bound) => new(Vector512.MaxNative(Vector512.Create(bound), x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 AtMost(Double8 x, double bound) => new(Vector512.MinNative(Vector512.Create(bound), x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 LessThan(Double8 a, Double8 b) => new(Vector512.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Equal(Double8 a, Double8 b) => new(Vector512.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Select(Double8 mask, Double8 whenTrue, Double8 whenFalse) =>
        new(Vector512.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 WhereLess(Double8 a, Double8 b, Double8 whenTrue, Double8 whenFalse) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._v, b._v), whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 WhereEqual(Double8 a, Double8 b, Double8 whenTrue, Double8 whenFalse) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a._v, b._v), whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Double8 mask) => !Vector512.EqualsAll(mask._v.AsInt64(), Vector512<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 CopySign(Double8 magnitude, Double8 sign) =>
        new(Vector512.ConditionalSelect(Vector512.Create(-0.0), sign._v, magnitude._v));

    /// <summary>The low four bits of n choose from the table, the others go to the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Double8 Sixteenths(Double8 shifted, ReadOnlySpan<double> table)
    {
        Vector512<long> bits = shifted._v.AsInt64();
        ref double first = ref MemoryMarshal.GetReference(table);
        Vector512<double> power = Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(ref first), bits, Vector512.LoadUnsafe(ref first, 8));
        return new((power.AsInt64() + ((bits << 48) & Vector512.Create(-1L << 52))).AsDouble());
    }
}
