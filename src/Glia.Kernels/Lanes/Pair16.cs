using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>
/// 16 pairs of floats, high + low, in two 512-bit registers: some 44 bits, twice as many elements at a time as <see cref="Double8"/>.
/// </summary>
/// <remarks>
/// |low| is at most a few units in the last place of high: pairs are not brought into normal form, which does no harm as long as terms do not cancel.
/// Then sum, product, quotient and root have an error below 2⁻⁴³: what is left out or rounded is that of a part 2⁻²² of the result. Where high is exact, low is −0,
/// which the compiler knows adds nothing. Infinities leave NaN in one part or the other; they, and numbers too small for their rounding errors to be
/// numbers, <see cref="SweepLoops"/> leaves to double.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Pair16 : ILane<Pair16>
{
    /// <summary>The value to nearest, give or take a unit in the last place.</summary>
    public readonly Vector512<float> High;

    /// <summary>The rest.</summary>
    public readonly Vector512<float> Low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pair16(Vector512<float> high, Vector512<float> low)
    {
        High = high;
        Low = low;
    }

    public static int Width => 16;

    public static LanePrecision Precision => LanePrecision.Pair;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Of(double value) =>
        (float)value == value ? Of((float)value) : new(Vector512.Create((float)value), Vector512.Create((float)(value - (float)value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Of(double high, double low) => Of(high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Of(float value) => new(Vector512.Create(value), Vector512.Create(-0.0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Load(ref readonly float source) => new(Vector512.LoadUnsafe(ref Unsafe.AsRef(in source)), Vector512.Create(-0.0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => (High + Low).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 operator +(Pair16 a, Pair16 b)
    {
        Vector512<float> sum = a.High + b.High;
        Vector512<float> part = sum - a.High;
        return new(sum, (a.High - (sum - part)) + (b.High - part) + (a.Low + b.Low));
    }

    /// <summary>As <see cref="Lane.Raise{TLane}"/>.</summary>
    /// <param name="x">The value, not below −c.</param>
    /// <param name="c">Above 0.</param>
    /// <returns>x + c.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Raise(Pair16 x, float c)
    {
        Vector512<float> other = Vector512.Create(c);
        Vector512<float> sum = x.High + other;
        Vector512<float> lost = Vector512.MinNative(x.High, other) - (sum - Vector512.MaxNative(x.High, other));
        return new(sum, lost + x.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 operator -(Pair16 a, Pair16 b)
    {
        Vector512<float> difference = a.High - b.High;
        Vector512<float> part = difference - a.High;
        return new(difference, (a.High - (difference - part)) - (b.High + part) + (a.Low - b.Low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 operator *(Pair16 a, Pair16 b)
    {
        Vector512<float> product = a.High * b.High;
        Vector512<float> lost = Avx512F.FusedMultiplySubtract(a.High, b.High, product);
        return new(product, Vector512.FusedMultiplyAdd(a.High, b.Low, Vector512.FusedMultiplyAdd(a.Low, b.High, lost)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 operator /(Pair16 a, Pair16 b)
    {
        // What a quotient by way of the reciprocal leaves is a float, give or take 2⁻²⁴ of it.
        Vector512<float> inverse = Vector512<float>.One / b.High;
        Vector512<float> quotient = a.High * inverse;
        Vector512<float> rest = Avx512F.FusedMultiplyAddNegated(quotient, b.High, a.High) + a.Low;
        return new(quotient, Avx512F.FusedMultiplyAddNegated(quotient, b.Low, rest) * inverse);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 operator -(Pair16 a) => new(-a.High, -a.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 FusedMultiplyAdd(Pair16 a, Pair16 b, Pair16 c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Abs(Pair16 a) => new(Vector512.Abs(a.High), FlipSign(a.Low, a.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Sqrt(Pair16 a)
    {
        Vector512<float> root = Vector512.Sqrt(a.High);
        Vector512<float> rest = Avx512F.FusedMultiplyAddNegated(root, root, a.High) + a.Low;
        return new(root, rest / (root + root));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Round(Pair16 a) => throw NotHere();

    public static Pair16 PowerOfTwo(Pair16 n) => throw NotHere();

    public static Pair16 PowerOfTwoSixteenths(Pair16 shifted) => throw NotHere();

    public static Pair16 Scale(Pair16 x, Pair16 n) => throw NotHere();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 AtLeast(Pair16 x, Pair16 bound) => Select(LessThan(x, bound), bound, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 AtMost(Pair16 x, Pair16 bound) => Select(LessThan(bound, x), bound, x);

    /// <summary>Of the high parts: formulas compare to choose between two that are good around the border.</summary>
    /// <param name="a">Left side.</param>
    /// <param name="b">Right side.</param>
    /// <returns>The mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 LessThan(Pair16 a, Pair16 b) => Mask(Vector512.LessThan(a.High, b.High));

    /// <summary>Of the high parts, as <see cref="LessThan"/>.</summary>
    /// <param name="a">Left side.</param>
    /// <param name="b">Right side.</param>
    /// <returns>The mask.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Equal(Pair16 a, Pair16 b) => Mask(Vector512.Equals(a.High, b.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Select(Pair16 mask, Pair16 whenTrue, Pair16 whenFalse) =>
        new(Vector512.ConditionalSelect(mask.High, whenTrue.High, whenFalse.High), Vector512.ConditionalSelect(mask.High, whenTrue.Low, whenFalse.Low));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Pair16 mask) => !Vector512.EqualsAll(mask.High.AsInt32(), Vector512<int>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 CopySign(Pair16 magnitude, Pair16 sign) =>
        new(Vector512.ConditionalSelect(Vector512.Create(-0.0f), sign.High, magnitude.High), FlipSign(magnitude.Low, sign.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> FlipSign(Vector512<float> a, Vector512<float> sign) => a ^ (sign & Vector512.Create(-0.0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Pair16 Mask(Vector512<float> mask) => new(mask, mask);

    private static NotSupportedException NotHere() => new("Functions in pairs of floats have formulas of their own, without this.");
}
