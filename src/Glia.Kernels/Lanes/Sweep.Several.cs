using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <content>Formulas of several inputs.</content>
internal static partial class Sweep
{
    /// <summary>y[i] = body(a[i], b[i]), the same bits as <see cref="Map{TBody}(TBody, bool, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>: in pairs of floats where the factor has a formula for them and they settle the rounding.</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="single">Whether float lanes give the right result.</param>
    /// <param name="a">First input.</param>
    /// <param name="b">Second input, a factor of the result.</param>
    /// <param name="y">Output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MapProduct<TBody>(TBody body, bool single, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TBody : struct, IFactorBody
    {
        if (Vector512.IsHardwareAccelerated && body.InPairs && !single)
        {
            SweepLoops.MapThroughPairs(body, a, b, y);
        }
        else
        {
            Map(body, single, a, b, y);
        }
    }

    /// <summary>y[i] = body(a[i], b[i]).</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="single">Whether float lanes give the right result; otherwise double ones are used and rounded once.</param>
    /// <param name="a">First input.</param>
    /// <param name="b">Second input.</param>
    /// <param name="y">Output.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TBody>(TBody body, bool single, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TBody : struct, IBinaryBody
    {
        if (Vector512.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single16>(body, a, b, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double8>(body, a, b, y);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single8>(body, a, b, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double4>(body, a, b, y);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single4>(body, a, b, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double2>(body, a, b, y);
            }
        }
        else if (single)
        {
            SweepLoops.Map<TBody, Single1>(body, a, b, y);
        }
        else
        {
            SweepLoops.Map<TBody, Double1>(body, a, b, y);
        }
    }

    /// <summary>y[i] = body(a[i], b[i], c[i]).</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="single">Whether float lanes give the right result; otherwise double ones are used and rounded once.</param>
    /// <param name="a">First input.</param>
    /// <param name="b">Second input.</param>
    /// <param name="c">Third input.</param>
    /// <param name="y">Output.</param>
    public static void Map<TBody>(TBody body, bool single, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> y)
        where TBody : struct, ITernaryBody
    {
        if (Vector512.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single16>(body, a, b, c, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double8>(body, a, b, c, y);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single8>(body, a, b, c, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double4>(body, a, b, c, y);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            if (single)
            {
                SweepLoops.Map<TBody, Single4>(body, a, b, c, y);
            }
            else
            {
                SweepLoops.Map<TBody, Double2>(body, a, b, c, y);
            }
        }
        else if (single)
        {
            SweepLoops.Map<TBody, Single1>(body, a, b, c, y);
        }
        else
        {
            SweepLoops.Map<TBody, Double1>(body, a, b, c, y);
        }
    }

    /// <summary>sums[i] += a[i] · body(b[i], c[i]), fused and in double.</summary>
    /// <typeparam name="TBody">The formula.</typeparam>
    /// <param name="body">The formula with its constants.</param>
    /// <param name="a">The factor.</param>
    /// <param name="b">First input of the formula.</param>
    /// <param name="c">Second input of the formula.</param>
    /// <param name="sums">The sums so far.</param>
    public static void Accumulate<TBody>(TBody body, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<double> sums)
        where TBody : struct, IBinaryBody
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            done = SweepLoops.Accumulate<TBody, Double8>(body, a, b, c, sums, 0);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            done = SweepLoops.Accumulate<TBody, Double4>(body, a, b, c, sums, 0);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            done = SweepLoops.Accumulate<TBody, Double2>(body, a, b, c, sums, 0);
        }

        SweepLoops.Accumulate<TBody, Double1>(body, a, b, c, sums, done);
    }
}
