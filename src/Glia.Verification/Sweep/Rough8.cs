using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Verification.Sweep;

/// <summary>
/// Eight real numbers, each known to lie within an error of a double. Of all floats hardly one in a million rounds to another float within such an error, so
/// that <see cref="Bounded8"/>, some ten times as slow, need not be asked about the others.
/// </summary>
internal readonly struct Rough8(Vector512<double> value, Vector512<double> error) : IReal8<Rough8>
{
    /// <summary>One rounding of a double loses at most half of this, relative to the result; so the few of the bounds themselves are covered.</summary>
    private const double Rounding = 1.0 / (1L << 52);

    public Vector512<double> Value { get; } = value;

    public Vector512<double> Error { get; } = error;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rough8 operator +(Rough8 a, Rough8 b)
    {
        Vector512<double> sum = a.Value + b.Value;
        return new(sum, (a.Error + b.Error) * Vector512.Create(1 + (4 * Rounding)) + Lost(sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rough8 operator -(Rough8 a) => new(-a.Value, a.Error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rough8 operator *(Rough8 a, Rough8 b)
    {
        Vector512<double> product = a.Value * b.Value;
        Vector512<double> carried = ((Vector512.Abs(a.Value) + a.Error) * b.Error) + (Vector512.Abs(b.Value) * a.Error);
        return new(product, (carried * Vector512.Create(1 + (8 * Rounding))) + Lost(product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rough8 Of(Vector512<double> value) => new(value, Vector512<double>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rough8 Of(Bounded8 constant) => new(constant.High, Vector512.Abs(constant.Low) + constant.Error + Lost(constant.Low));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCos(Wave wave, Vector512<double> x, out Rough8 sine, out Rough8 cosine) => wave.SinCos(x, out sine, out cosine);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Lost(Vector512<double> result) => Vector512.Abs(result) * Vector512.Create(Rounding);
}
