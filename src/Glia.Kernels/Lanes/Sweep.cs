using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <summary>
/// Runs a formula over spans at the widest lanes of the machine. The loops themselves stand in <see cref="SweepLoops"/>,
/// and no others do.
/// </summary>
/// <remarks>Lengths and overlap have been checked by the caller: a target is the same memory as a source, or disjoint from it.</remarks>
internal static partial class Sweep
{
    /// <summary>y[i] = body(x[i]).</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="single">Whether float lanes give the right result; otherwise double ones are used and rounded once.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TBody>(TBody body, bool single, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IUnaryBody
    {
        if (Vector512.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single16>(body, x, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double8>(body, x, y);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single8>(body, x, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double4>(body, x, y);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single4>(body, x, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double2>(body, x, y);
            }
        }
        else if (single)
        {
            SweepLoops.Map<TBody, Single1>(body, x, y);
        }
        else
        {
            SweepLoops.Map<TBody, Double1>(body, x, y);
        }
    }

    /// <summary>y[i] = body(x[i]).</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="evaluation">How.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TBody>(TBody body, Evaluation evaluation, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IScaledBody
    {
        if (evaluation == Evaluation.Exact)
        {
            MapExactly(body, x, y);
        }
        else if (evaluation == Evaluation.Double && Vector512.IsHardwareAccelerated && body.SideBySide)
        {
            SweepLoops.MapSideBySide(body, x, y);
        }
        else
        {
            Map(body, evaluation == Evaluation.Single, x, y);
        }
    }

    /// <summary>y[i] = body(x[i]), correctly rounded: in pairs of floats where there is a formula for them and they settle the rounding, else in double, else in pairs of doubles.</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapExactly<TBody>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IScaledBody
    {
        if (Vector512.IsHardwareAccelerated && body.InPairs)
        {
            SweepLoops.MapThroughPairs(body, x, y);
        }
        else if (Vector512.IsHardwareAccelerated && body.SideBySide)
        {
            SweepLoops.MapThroughDoubles(body, x, y);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            SweepLoops.MapExactly<TBody, Double8>(body, x, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            SweepLoops.MapExactly<TBody, Double4>(body, x, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            SweepLoops.MapExactly<TBody, Double2>(body, x, y);
        }
        else
        {
            SweepLoops.MapExactly<TBody, Double1>(body, x, y);
        }
    }

    /// <summary>y[i] = body(x[i]), correctly rounded: in floats where what they round away settles it, else as any other formula.</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MapThroughFloats<TBody>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IExcessBody
    {
        if (Vector512.IsHardwareAccelerated)
        {
            SweepLoops.MapThroughFloats<TBody, Single16, Double8>(body, x, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            SweepLoops.MapThroughFloats<TBody, Single8, Double4>(body, x, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            SweepLoops.MapThroughFloats<TBody, Single4, Double2>(body, x, y);
        }
        else
        {
            SweepLoops.MapThroughFloats<TBody, Single1, Double1>(body, x, y);
        }
    }

    /// <summary>y[i] = body(x[i]) in double from double, through pairs of doubles.</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    public static void Map<TBody>(TBody body, ReadOnlySpan<double> x, Span<double> y)
        where TBody : struct, IUnaryBody
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            done = SweepLoops.Map<TBody, Double8>(body, x, y, 0);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            done = SweepLoops.Map<TBody, Double4>(body, x, y, 0);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            done = SweepLoops.Map<TBody, Double2>(body, x, y, 0);
        }

        SweepLoops.Map<TBody, Double1>(body, x, y, done);
    }

    /// <summary>body(x), close enough to tell which side of any float it lies on.</summary>
    /// <remarks>
    /// A pair of doubles, rounded to odd, equals a float only if the pair does. The formula's real value is then that float or within 2⁻⁹⁵ of it, the same
    /// certainty that <see cref="MapExactly"/> has of its own ties.
    /// </remarks>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="x">Input.</param>
    /// <returns>The value, rounded to odd.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Close<TBody>(TBody body, float x)
        where TBody : struct, IUnaryBody
    {
        var z = Double1.Of(x);
        double wide = body.Apply(Wide<Double1>.Of(z)).Odd.Value;

        // Pairs know no infinities on the way; plain double finds the limit.
        return double.IsFinite(wide) ? wide : body.Apply(z).Value;
    }

    /// <summary>y[i] = body(x[i]), kept in double.</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    public static void Widen<TBody>(TBody body, ReadOnlySpan<float> x, Span<double> y)
        where TBody : struct, IUnaryBody
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            done = SweepLoops.Widen<TBody, Double8>(body, x, y, 0);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            done = SweepLoops.Widen<TBody, Double4>(body, x, y, 0);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            done = SweepLoops.Widen<TBody, Double2>(body, x, y, 0);
        }

        SweepLoops.Widen<TBody, Double1>(body, x, y, done);
    }
}
