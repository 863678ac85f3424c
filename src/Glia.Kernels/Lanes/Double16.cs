using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>16 doubles in two 512-bit registers, each step for both: two chains of steps side by side.</summary>
/// <remarks>
/// In a formula of some thirty steps, each waits for the one before; the processor looks ahead, but not far enough to find the next round's steps. Bits are
/// those of <see cref="Double8"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Double16 : ILane<Double16>
{
    private readonly Vector512<double> _a;
    private readonly Vector512<double> _b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Double16(Vector512<double> a, Vector512<double> b)
    {
        _a = a;
        _b = b;
    }

    public static int Width => 16;

    public static LanePrecision Precision => LanePrecision.Double;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Of(double value) => new(Vector512.Create(value), Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Of(double high, double low) => Of(high + low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Of(float value) => Of((double)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Load(ref readonly float source)
    {
        ref float first = ref Unsafe.AsRef(in source);
        return new(Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref first)), Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref first, 8)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target)
    {
        Avx512F.ConvertToVector256Single(_a).StoreUnsafe(ref target);
        Avx512F.ConvertToVector256Single(_b).StoreUnsafe(ref target, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 operator +(Double16 a, Double16 b) => new(a._a + b._a, a._b + b._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 operator -(Double16 a, Double16 b) => new(a._a - b._a, a._b - b._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 operator *(Double16 a, Double16 b) => new(a._a * b._a, a._b * b._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 operator +(Double16 a, double b) => a + Of(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 operator -(Double16 a, double b) => a - Of(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 operator *(Double16 a, double b) => a * Of(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 operator /(Double16 a, Double16 b) => new(a._a / b._a, a._b / b._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 operator -(Double16 a) => new(-a._a, -a._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 FusedMultiplyAdd(Double16 a, Double16 b, Double16 c) => new(Vector512.FusedMultiplyAdd(a._a, b._a, c._a), Vector512.FusedMultiplyAdd(a._b, b._b, c._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 FusedMultiplyAdd(Double16 a, Double16 b, double c) => FusedMultiplyAdd(a, b, Of(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 FusedMultiplyAdd(Double16 a, double b, Double16 c) => FusedMultiplyAdd(a, Of(b), c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 FusedMultiplyAdd(Double16 a, double b, double c) => FusedMultiplyAdd(a, Of(b), Of(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Abs(Double16 a) => new(Vector512.Abs(a._a), Vector512.Abs(a._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Sqrt(Double16 a) => new(Vector512.Sqrt(a._a), Vector512.Sqrt(a._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Round(Double16 a) => new(Vector512.Round(a._a), Vector512.Round(a._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 PowerOfTwo(Double16 n) => new(PowerOfTwo(n._a), PowerOfTwo(n._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 PowerOfTwoSixteenths(Double16 shifted) => new(Sixteenths(shifted._a), Sixteenths(shifted._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Scale(Double16 x, Double16 n) => new(Avx512F.Scale(x._a, n._a), Avx512F.Scale(x._b, n._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 AtLeast(Double16 x, Double16 bound) => new(Vector512.MaxNative(bound._a, x._a), Vector512.MaxNative(bound._b, x._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 AtMost(Double16 x, Double16 bound) => new(Vector512.MinNative(bound._a, x._a), Vector512.MinNative(bound._b, x._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 LessThan(Double16 a, Double16 b) => new(Vector512.LessThan(a._a, b._a), Vector512.LessThan(a._b, b._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Equal(Double16 a, Double16 b) => new(Vector512.Equals(a._a, b._a), Vector512.Equals(a._b, b._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 Select(Double16 mask, Double16 whenTrue, Double16 whenFalse) =>
        new(Vector512.ConditionalSelect(mask._a, whenTrue._a, whenFalse._a), Vector512.ConditionalSelect(mask._b, whenTrue._b, whenFalse._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 WhereLess(Double16 a, Double16 b, Double16 whenTrue, Double16 whenFalse) => new(
        Vector512.ConditionalSelect(Vector512.LessThan(a._a, b._a), whenTrue._a, whenFalse._a), Vector512.ConditionalSelect(Vector512.LessThan(a._b, b._b), whenTrue._b, whenFalse._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 WhereEqual(Double16 a, Double16 b, Double16 whenTrue, Double16 whenFalse) => new(
        Vector512.ConditionalSelect(Vector512.Equals(a._a, b._a), whenTrue._a, whenFalse._a), Vector512.ConditionalSelect(Vector512.Equals(a._b, b._b), whenTrue._b, whenFalse._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Double16 mask) => !Vector512.EqualsAll((mask._a | mask._b).AsInt64(), Vector512<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 CopySign(Double16 magnitude, Double16 sign) => Select(Of(-0.0), sign, magnitude);

    /// <summary>−x for an odd n, and x for an even one.</summary>
    /// <param name="x">The value.</param>
    /// <param name="shifted">n + <see cref="Lane.DoubleRoundingShift"/>.</param>
    /// <returns>±x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 FlipIfOdd(Double16 x, Double16 shifted) =>
        new((x._a.AsInt64() ^ (shifted._a.AsInt64() << 63)).AsDouble(), (x._b.AsInt64() ^ (shifted._b.AsInt64() << 63)).AsDouble());

    /// <summary>As <see cref="IDoubleLane{TSelf}.StoreIfSame"/>; stores nothing in case of doubt, because the target may be the source, which is then read again.</summary>
    /// <param name="low">One end of an interval.</param>
    /// <param name="high">The other end.</param>
    /// <param name="target">Where the first float goes.</param>
    /// <returns>Whether all values between the ends round to what was stored; not where they are NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StoreIfSame(Double16 low, Double16 high, ref float target)
    {
        Vector512<float> first = Narrow(low);
        Vector512<float> last = Narrow(high);
        if (!Vector512.EqualsAll(first, last) || !Vector512.EqualsAll(first.AsInt32(), last.AsInt32()))
        {
            return false;
        }

        first.StoreUnsafe(ref target);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Narrow(Double16 x) => Avx512DQ.InsertVector256(Avx512F.ConvertToVector256Single(x._a).ToVector512Unsafe(), Avx512F.ConvertToVector256Single(x._b), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> n) => ((Vector512.Create(Lane.DoubleExponentMagic) + n).AsInt64() << 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Sixteenths(Vector512<double> shifted)
    {
        Vector512<long> bits = shifted.AsInt64();
        ref double first = ref MemoryMarshal.GetReference(SixteenthPowers.High);
        Vector512<double> power = Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(ref first), bits, Vector512.LoadUnsafe(ref first, 8));
        return (power.AsInt64() + ((bits << 48) & Vector512.Create(-1L << 52))).AsDouble();
    }
}
