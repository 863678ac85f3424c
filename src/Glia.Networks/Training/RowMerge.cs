using System.Runtime.InteropServices;

namespace Glia.Networks.Training;

/// <summary>
/// Merges rows that repeat the row before, bit for bit in inputs and targets, into one of the summed weight. The loss and its gradient
/// are the same numbers in the reals; merged, they are the same floats, so that in a full batch a row of weight 2 and a row given
/// twice lead to identical weights. (Sums of products in float cannot promise that: g + g and 2·g round differently behind a sum.)
/// </summary>
internal static class RowMerge
{
    public static TrainingSet Adjacent(TrainingSet set)
    {
        List<int> starts = [];
        for (int row = 0; row < set.Rows; row++)
        {
            if (row == 0 || !Repeats(set, row))
            {
                starts.Add(row);
            }
        }

        return starts.Count == set.Rows ? set : Merge(set, starts);
    }

    private static bool Repeats(TrainingSet set, int row) =>
        Same(set.X.Span, row, set.Features) && Same(set.Targets.Span, row, set.TargetWidth);

    /// <summary>Compares bits: zeros of different sign are different, NaN equals itself.</summary>
    private static bool Same(ReadOnlySpan<float> values, int row, int width)
    {
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(values);
        return bits.Slice(row * width, width).SequenceEqual(bits.Slice((row - 1) * width, width));
    }

    private static TrainingSet Merge(TrainingSet set, List<int> starts)
    {
        float[] x = new float[starts.Count * set.Features];
        float[] targets = new float[starts.Count * set.TargetWidth];
        float[] weights = new float[starts.Count];
        for (int i = 0; i < starts.Count; i++)
        {
            int row = starts[i];
            int end = i + 1 < starts.Count ? starts[i + 1] : set.Rows;
            set.X.Span.Slice(row * set.Features, set.Features).CopyTo(x.AsSpan(i * set.Features));
            set.Targets.Span.Slice(row * set.TargetWidth, set.TargetWidth).CopyTo(targets.AsSpan(i * set.TargetWidth));
            double weight = 0;
            for (int r = row; r < end; r++)
            {
                weight += set.Weights.IsEmpty ? 1 : set.Weights.Span[r];
            }

            weights[i] = (float)weight;
        }

        return new TrainingSet(x, set.Features, targets, set.TargetWidth, weights);
    }
}
