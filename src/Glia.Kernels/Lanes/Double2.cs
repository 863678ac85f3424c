using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <summary>2 doubles in one 128-bit register; loads and stores floats, so that a formula is evaluated in double and rounded once.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Double2 : IDoubleLane<Double2>
{
    private readonly Vector128<double> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Double2(Vector128<double> v) => _v = v;

    public static int Width => 2;

    public static LanePrecision Precision => LanePrecision.Double;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Of(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Of(double high, double low) => Of(high + low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Of(float value) => new(Vector128.Create((double)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Load(ref readonly double source) => new(Vector128.LoadUnsafe(ref Unsafe.AsRef(in source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target) => _v.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Load(ref readonly float source) => new(Vector128.Create(source, (double)Unsafe.Add(ref Unsafe.AsRef(in source), 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target)
    {
        target = (float)_v[0];
        Unsafe.Add(ref target, 1) = (float)_v[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator +(Double2 a, Double2 b) => new(a._v + b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator -(Double2 a, Double2 b) => new(a._v - b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator *(Double2 a, Double2 b) => new(a._v * b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator +(Double2 a, double b) => new(a._v + Vector128.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator -(Double2 a, double b) => new(a._v - Vector128.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator *(Double2 a, double b) => new(a._v * Vector128.Create(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator /(Double2 a, Double2 b) => new(a._v / b._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 operator -(Double2 a) => new(-a._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 FusedMultiplyAdd(Double2 a, Double2 b, Double2 c) => new(Vector128.FusedMultiplyAdd(a._v, b._v, c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 FusedMultiplyAdd(Double2 a, Double2 b, double c) => new(Vector128.FusedMultiplyAdd(a._v, b._v, Vector128.Create(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 FusedMultiplyAdd(Double2 a, double b, Double2 c) => new(Vector128.FusedMultiplyAdd(a._v, Vector128.Create(b), c._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 FusedMultiplyAdd(Double2 a, double b, double c) => new(Vector128.FusedMultiplyAdd(a._v, Vector128.Create(b), Vector128.Create(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Abs(Double2 a) => new(Vector128.Abs(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Sqrt(Double2 a) => new(Vector128.Sqrt(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Round(Double2 a) => new(Vector128.Round(a._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 PowerOfTwo(Double2 n) => new(((Vector128.Create(Lane.DoubleExponentMagic) + n._v).AsInt64() << 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 PowerOfTwoSixteenths(Double2 shifted) => Sixteenths(shifted, SixteenthPowers.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 PowerOfTwoSixteenthsRest(Double2 shifted) => Sixteenths(shifted, SixteenthPowers.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Scale(Double2 x, Double2 n) => Lane.ScaleDouble(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 AtLeast(Double2 x, Double2 bound) => new(Vector128.ConditionalSelect(Vector128.LessThan(x._v, bound._v), bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 AtMost(Double2 x, Double2 bound) => new(Vector128.ConditionalSelect(Vector128.LessThan(bound._v, x._v), bound._v, x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 RoundToOdd(Double2 high, Double2 low)
    {
        Vector128<long> bits = high._v.AsInt64();
        Vector128<long> step = ((bits ^ low._v.AsInt64()) >> 63) | Vector128<long>.One;
        Vector128<long> even = Vector128.Equals(bits & Vector128<long>.One, Vector128<long>.Zero);
        Vector128<long> exact = Vector128.Equals(low._v, Vector128<double>.Zero).AsInt64();
        return new((bits + Vector128.AndNot(step & even, exact)).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StoreIfSame(Double2 low, Double2 high, ref float target)
    {
        Vector128<float> first = Vector128.Narrow(low._v, high._v);
        target = first[0];
        Unsafe.Add(ref target, 1) = first[1];
        return Vector128.EqualsAll(first.AsInt32(), Vector128.Shuffle(first, Vector128.Create(2, 3, 0, 1)).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 LessThan(Double2 a, Double2 b) => new(Vector128.LessThan(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Equal(Double2 a, Double2 b) => new(Vector128.Equals(a._v, b._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 Select(Double2 mask, Double2 whenTrue, Double2 whenFalse) =>
        new(Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Double2 mask) => !Vector128.EqualsAll(mask._v.AsInt64(), Vector128<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double2 CopySign(Double2 magnitude, Double2 sign) =>
        new(Vector128.ConditionalSelect(Vector128.Create(-0.0), sign._v, magnitude._v));

    /// <summary>The low four bits of n choose from the table, the others go to the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Double2 Sixteenths(Double2 shifted, ReadOnlySpan<double> table)
    {
        Vector128<long> bits = shifted._v.AsInt64();
        Vector128<double> power = Vector128.Create(table[(int)bits[0] & 15], table[(int)bits[1] & 15]);
        return new((power.AsInt64() + ((bits << 48) & Vector128.Create(-1L << 52))).AsDouble());
    }
}
