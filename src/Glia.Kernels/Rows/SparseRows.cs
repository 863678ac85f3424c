using System.Numerics;
using System.Runtime.InteropServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>A function of rows whose outputs are 0 below a threshold τ that the row itself sets, solved for one row.</summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
internal interface ISparseRow<TSelf>
    where TSelf : struct, ISparseRow<TSelf>, allows ref struct
{
    /// <summary>Gets how far below the largest element all outputs are 0.</summary>
    static abstract double Reach { get; }

    /// <summary>Gets a value indicating whether outputs are squares of what half the distances exceed the threshold by; else they are what the distances do.</summary>
    static abstract bool Squares { get; }

    /// <summary>Gets the sum of all weights.</summary>
    Wide<Double1> Total { get; }

    /// <summary>Gets how many outputs are not 0.</summary>
    int Support { get; }

    /// <summary>Finds the threshold.</summary>
    /// <param name="sorted">The largest element, and all others within reach of it, in descending order.</param>
    /// <param name="memory">Room for <see cref="SparseRows.Sums"/> exact sums.</param>
    /// <returns>The row solved.</returns>
    static abstract TSelf Over(ReadOnlySpan<double> sorted, Span<double> memory);

    /// <summary>The output of an element, and its weight: dyᵢ = wᵢ·(dzᵢ − Σⱼ wⱼ·dzⱼ / Σⱼ wⱼ).</summary>
    /// <param name="z">The element, within reach of the largest.</param>
    /// <param name="weight">Gets its weight: 0 where the output is.</param>
    /// <returns>The output.</returns>
    Wide<Double1> Solve(double z, out Wide<Double1> weight);
}

/// <summary>Values, slopes and gradients of all functions that are an <see cref="ISparseRow{TSelf}"/>.</summary>
/// <remarks>
/// Rows of floats are tried in plain double first (<see cref="QuickRow"/>), which settles nearly all. Else a threshold is found by sorting and by sums without rounding, because logits of very different size cancel in it; results are then pairs of
/// doubles, rounded. They do not depend on the order of a row, nor on the width of vectors. A row with NaN or ∞, or of −∞ only, is NaN throughout.
/// </remarks>
internal static class SparseRows
{
    /// <summary>Exact sums that a function may use at a time.</summary>
    public const int Sums = 4;

    /// <summary>The values of rows.</summary>
    /// <typeparam name="TRow">The function.</typeparam>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Outputs <c>[rows, units]</c>; may be <paramref name="z"/>.</param>
    public static void Forward<TRow, T>(ReadOnlySpan<T> z, int units, Span<T> y)
        where TRow : struct, ISparseRow<TRow>, allows ref struct
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        for (int at = 0; at < z.Length; at += units)
        {
            ReadOnlySpan<T> row = z.Slice(at, units);
            Span<T> outputs = y.Slice(at, units);
            if (typeof(T) == typeof(float) && TryQuickly<TRow>(MemoryMarshal.Cast<T, float>(row), MemoryMarshal.Cast<T, float>(outputs)))
            {
                continue;
            }

            if (!TrySort<TRow, T>(row, out Span<double> sorted, out Span<double> memory))
            {
                outputs.Fill(T.NaN);
                continue;
            }

            double largest = sorted[0];
            var solved = TRow.Over(sorted, memory);
            for (int i = 0; i < row.Length; i++)
            {
                double element = double.CreateTruncating(row[i]);
                outputs[i] = IsWithin<TRow>(element, largest) ? T.CreateTruncating(solved.Solve(element, out _).High.Value) : T.Zero;
            }
        }
    }

    /// <summary>The diagonals of the Jacobians: wᵢ·(1 − wᵢ / Σⱼ wⱼ).</summary>
    /// <typeparam name="TRow">The function.</typeparam>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="slope">The diagonals <c>[rows, units]</c>; may be <paramref name="z"/>.</param>
    public static void Slope<TRow, T>(ReadOnlySpan<T> z, int units, Span<T> slope)
        where TRow : struct, ISparseRow<TRow>, allows ref struct
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        for (int at = 0; at < z.Length; at += units)
        {
            ReadOnlySpan<T> row = z.Slice(at, units);
            Span<T> slopes = slope.Slice(at, units);
            if (!TrySort<TRow, T>(row, out Span<double> sorted, out Span<double> memory))
            {
                slopes.Fill(T.NaN);
                continue;
            }

            double largest = sorted[0];
            var solved = TRow.Over(sorted, memory);
            var weight = Wide<Double1>.Of(0.0);
            var belowLargest = weight;
            foreach (double element in sorted[1..solved.Support])
            {
                _ = solved.Solve(element, out weight);
                belowLargest += weight;
            }

            for (int i = 0; i < row.Length; i++)
            {
                double element = double.CreateTruncating(row[i]);
                if (!IsWithin<TRow>(element, largest))
                {
                    slopes[i] = T.Zero;
                    continue;
                }

                // Only the largest can be so large that the total minus it would lose digits.
                _ = solved.Solve(element, out weight);
                Wide<Double1> others = element == largest ? belowLargest : solved.Total - weight;
                slopes[i] = T.CreateTruncating((weight * others / solved.Total).High.Value);
            }
        }
    }

    /// <summary>The Jacobians' transposes, which are the Jacobians, times the output gradients: wᵢ·(gᵢ − Σⱼ wⱼ·gⱼ / Σⱼ wⱼ).</summary>
    /// <typeparam name="TRow">The function.</typeparam>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="dy">∂L/∂y <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="dz">∂L/∂z <c>[rows, units]</c>; may be any of the others.</param>
    public static void Backward<TRow>(ReadOnlySpan<float> z, ReadOnlySpan<float> dy, int units, Span<float> dz)
        where TRow : struct, ISparseRow<TRow>, allows ref struct
    {
        for (int at = 0; at < z.Length; at += units)
        {
            ReadOnlySpan<float> row = z.Slice(at, units);
            Span<float> gradients = dz.Slice(at, units);
            if (TryQuickly<TRow>(row, dy.Slice(at, units), gradients))
            {
                continue;
            }

            if (!TrySort<TRow, float>(row, out Span<double> sorted, out Span<double> memory))
            {
                gradients.Fill(float.NaN);
                continue;
            }

            double largest = sorted[0];
            var solved = TRow.Over(sorted, memory);
            Span<double> weights = memory.Slice(Sums * ExactSum.Capacity, units);
            double sum = 0;
            for (int i = 0; i < row.Length; i++)
            {
                weights[i] = 0;
                if (IsWithin<TRow>(row[i], largest))
                {
                    _ = solved.Solve(row[i], out Wide<Double1> weight);
                    weights[i] = weight.High.Value;
                }

                // What has no weight is not asked, not even whether its gradient is a number.
                sum += weights[i] == 0 ? 0 : weights[i] * dy[at + i];
            }

            Gradients(weights, dy.Slice(at, units), sum / solved.Total.High.Value, gradients);
        }
    }

    /// <summary>The values of a row whose rounding plain double settles; of others nothing is written.</summary>
    private static bool TryQuickly<TRow>(ReadOnlySpan<float> row, Span<float> outputs)
        where TRow : struct, ISparseRow<TRow>, allows ref struct
    {
        Span<double> memory = MemoryMarshal.Cast<byte, double>(Scratch.Take(2 * row.Length * sizeof(double)));
        if (!QuickRow.TrySolve(row, TRow.Squares, memory[..row.Length], out QuickRow solved))
        {
            return false;
        }

        Span<float> found = MemoryMarshal.Cast<double, float>(memory[row.Length..])[..row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            if (!solved.TryOutput(row[i], out _, out found[i]))
            {
                return false;
            }
        }

        found.CopyTo(outputs);
        return true;
    }

    /// <summary>The gradients of such a row, where weights are far enough from 0 to have all their digits.</summary>
    private static bool TryQuickly<TRow>(ReadOnlySpan<float> row, ReadOnlySpan<float> dy, Span<float> gradients)
        where TRow : struct, ISparseRow<TRow>, allows ref struct
    {
        const double LeastWeight = 1.0 / (1 << 20);
        Span<double> memory = MemoryMarshal.Cast<byte, double>(Scratch.Take(2 * row.Length * sizeof(double)));
        if (!QuickRow.TrySolve(row, TRow.Squares, memory[..row.Length], out QuickRow solved))
        {
            return false;
        }

        Span<double> weights = memory[row.Length..];
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (!solved.TryOutput(row[i], out weights[i], out _) || weights[i] is > 0 and < LeastWeight)
            {
                return false;
            }

            // What has no weight is not asked, not even whether its gradient is a number.
            sum += weights[i] == 0 ? 0 : weights[i] * dy[i];
        }

        Gradients(weights, dy, sum / solved.Total, gradients);
        return true;
    }

    private static void Gradients(ReadOnlySpan<double> weights, ReadOnlySpan<float> dy, double mean, Span<float> gradients)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            gradients[i] = weights[i] == 0 ? 0 : (float)(weights[i] * (dy[i] - mean));
        }
    }

    private static bool IsWithin<TRow>(double element, double largest)
        where TRow : struct, ISparseRow<TRow>, allows ref struct => element - largest >= -TRow.Reach;

    /// <summary>The elements that can have an output, in descending order; false where the row has no largest number.</summary>
    private static bool TrySort<TRow, T>(ReadOnlySpan<T> row, out Span<double> sorted, out Span<double> memory)
        where TRow : struct, ISparseRow<TRow>, allows ref struct
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.NegativeInfinity;
        foreach (T element in row)
        {
            largest = element > largest || T.IsNaN(element) ? element : largest;
        }

        Span<double> all = MemoryMarshal.Cast<byte, double>(Scratch.Take(((Sums * ExactSum.Capacity) + (2 * row.Length)) * sizeof(double)));
        sorted = all[..row.Length];
        memory = all[row.Length..];
        if (!T.IsFinite(largest))
        {
            return false;
        }

        int count = 0;
        foreach (T element in row)
        {
            double value = double.CreateTruncating(element);
            if (IsWithin<TRow>(value, double.CreateTruncating(largest)))
            {
                sorted[count++] = value;
            }
        }

        sorted = sorted[..count];
        sorted.Sort();
        sorted.Reverse();
        return true;
    }
}
