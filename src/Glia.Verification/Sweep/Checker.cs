using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Verification.Sweep;

/// <summary>Compares results with curves, sixteen floats at a time, and picks out those that need a closer look.</summary>
internal static class Checker
{
    /// <summary>An error beyond this, relative to the value, leaves more than one double possible.</summary>
    private const double Coarse = 1.0 / (1L << 54);

    /// <summary>Collects the positions where the result is not what the curve says, or where the curve cannot tell.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="x">Inputs, of one segment.</param>
    /// <param name="results">What the kernels made of them.</param>
    /// <param name="offset">Added to positions.</param>
    /// <param name="suspects">Takes the positions.</param>
    public static void Compare(Curve curve, ReadOnlySpan<float> x, ReadOnlySpan<float> results, int offset, List<int> suspects)
    {
        if (curve is ConstantCurve constant)
        {
            Compare(constant, results, offset, suspects);
            return;
        }

        if (curve is WaveCurve wave)
        {
            Compare(new WaveEvaluation(wave), x, results, offset, suspects);
        }
        else
        {
            Compare(new PolynomialEvaluation((PolynomialCurve)curve), x, results, offset, suspects);
        }
    }

    /// <summary>The correctly rounded value at one input, and the value itself; NaN where the curve cannot tell.</summary>
    public static (float Rounded, double Real) At(Curve curve, float x) => curve switch
    {
        ConstantCurve constant => (constant.Value, constant.Value),
        WaveCurve wave => At(new WaveEvaluation(wave), x),
        _ => At(new PolynomialEvaluation((PolynomialCurve)curve), x),
    };

    private static void Compare<TCurve>(TCurve curve, ReadOnlySpan<float> x, ReadOnlySpan<float> results, int offset, List<int> suspects)
        where TCurve : struct, ICurveEvaluation
    {
        int i = 0;
        for (; i + Vector512<float>.Count <= x.Length; i += Vector512<float>.Count)
        {
            if (!curve.IsRoughly(Load(x, i), Load(results, i)))
            {
                Compare(curve, Load(x, i), Load(results, i), offset + i, suspects);
            }
        }

        if (i < x.Length)
        {
            // The last few with the last of them repeated.
            Span<float> lastX = stackalloc float[Vector512<float>.Count];
            Span<float> lastResults = stackalloc float[Vector512<float>.Count];
            lastX.Fill(x[^1]);
            lastResults.Fill(results[^1]);
            x[i..].CopyTo(lastX);
            results[i..].CopyTo(lastResults);
            Compare(curve, Load(lastX, 0), Load(lastResults, 0), offset + i, suspects);
            int end = offset + x.Length;
            suspects.RemoveAll(at => at >= end);
        }
    }

    private static (float Rounded, double Real) At<TCurve>(TCurve curve, float x)
        where TCurve : struct, ICurveEvaluation
    {
        curve.Evaluate(Vector512.Create((double)x), out Vector512<double> high, out Vector512<double> low, out Vector512<double> error);
        Ends(high, low, error, out Vector512<double> least, out Vector512<double> most);
        (double from, double to) = (least[0], most[0]);
        if (double.IsNaN(to))
        {
            // Near a zero of the function: ends apart by more than doubles are, so that four times the error covers their own rounding.
            (from, to) = (high[0] + (low[0] - (4 * error[0])), high[0] + (low[0] + (4 * error[0])));
        }

        float rounded = (float)from;
        return (BitConverter.SingleToInt32Bits(rounded) == BitConverter.SingleToInt32Bits((float)to) ? rounded : float.NaN, high[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compare<TCurve>(TCurve curve, Vector512<float> x, Vector512<float> results, int offset, List<int> suspects)
        where TCurve : struct, ICurveEvaluation
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(x);
        curve.Evaluate(lower, out Vector512<double> high, out Vector512<double> low, out Vector512<double> error);
        Ends(high, low, error, out Vector512<double> least, out Vector512<double> most);
        curve.Evaluate(upper, out high, out low, out error);
        Ends(high, low, error, out Vector512<double> leastUpper, out Vector512<double> mostUpper);
        Vector512<int> bits = results.AsInt32();
        Vector512<int> same = Vector512.Equals(Vector512.Narrow(least, leastUpper).AsInt32(), bits)
            & Vector512.Equals(Vector512.Narrow(most, mostUpper).AsInt32(), bits);
        ulong wrong = ~same.ExtractMostSignificantBits() & 0xFFFF;
        while (wrong != 0)
        {
            suspects.Add(offset + System.Numerics.BitOperations.TrailingZeroCount(wrong));
            wrong &= wrong - 1;
        }
    }

    private static void Compare(ConstantCurve curve, ReadOnlySpan<float> results, int offset, List<int> suspects)
    {
        var expected = Vector512.Create(BitConverter.SingleToInt32Bits(curve.Value));

        // Of an exact zero the sign is free.
        var mask = Vector512.Create(curve.IsExactZero ? int.MaxValue : -1);
        int i = 0;
        for (; i + Vector512<float>.Count <= results.Length; i += Vector512<float>.Count)
        {
            if (!Vector512.EqualsAll(Load(results, i).AsInt32() & mask, expected))
            {
                One(i, i + Vector512<float>.Count, results);
            }
        }

        One(i, results.Length, results);

        void One(int from, int to, ReadOnlySpan<float> all)
        {
            for (int k = from; k < to; k++)
            {
                if ((BitConverter.SingleToInt32Bits(all[k]) & mask[0]) != expected[0])
                {
                    suspects.Add(offset + k);
                }
            }
        }
    }

    /// <summary>
    /// Both ends of what the value may be, rounded to odd doubles: rounding those to float gives what rounding the ends themselves would.
    /// NaN at one end where the error is too large for that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ends(Vector512<double> high, Vector512<double> low, Vector512<double> error, out Vector512<double> least, out Vector512<double> most)
    {
        least = ToOdd(high, low - error);
        most = Vector512.ConditionalSelect(
            Vector512.GreaterThan(error, Vector512.Abs(high) * Vector512.Create(Coarse)), Vector512.Create(double.NaN), ToOdd(high, low + error));
    }

    /// <summary>high + low with |low| below the last place of high: high itself where its last bit is 1, else its neighbour towards low.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ToOdd(Vector512<double> high, Vector512<double> low)
    {
        Vector512<long> bits = high.AsInt64();

        // +1 where low points away from 0, −1 where towards it.
        Vector512<long> step = Vector512.ShiftRightArithmetic(bits ^ low.AsInt64(), 63) | Vector512<long>.One;
        Vector512<long> isOdd = Vector512.Equals(bits & Vector512<long>.One, Vector512<long>.One);
        Vector512<long> isExact = Vector512.Equals(low, Vector512<double>.Zero).AsInt64();
        return Vector512.ConditionalSelect(isOdd | isExact, bits, bits + step).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ReadOnlySpan<float> span, int at) => Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(span), (nuint)at);
}
