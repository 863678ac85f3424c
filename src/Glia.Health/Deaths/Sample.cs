using Glia.Networks;

namespace Glia.Health.Deaths;

/// <summary>Training rows to look at: all of them, or an even sample. The same rows for everything that is compared.</summary>
/// <param name="Set">The rows.</param>
/// <param name="IsWhole">Whether they are all.</param>
internal sealed record Sample(TrainingSet Set, bool IsWhole)
{
    public int Rows => Set.Rows;

    /// <summary>Takes at most so many rows.</summary>
    /// <param name="set">The rows.</param>
    /// <param name="most">How many.</param>
    /// <param name="without">Rows to leave out, as long as most remain; null for none.</param>
    public static Sample Of(TrainingSet set, int most, IReadOnlyCollection<int>? without = null)
    {
        HashSet<int> left = without is null || without.Count > set.Rows / 2 ? [] : [.. without];
        int[] rows = [.. Enumerable.Range(0, set.Rows).Where(row => !left.Contains(row))];
        if (rows.Length == set.Rows && rows.Length <= most)
        {
            return new Sample(set, true);
        }

        int count = Math.Min(most, rows.Length);
        int[] chosen = [.. Enumerable.Range(0, count).Select(i => rows[(int)((long)i * rows.Length / count)])];
        return new Sample(Take(set, chosen), false);
    }

    /// <summary>Rows of a set by their numbers.</summary>
    public static TrainingSet Take(TrainingSet set, int[] rows) => new(
        Take(set.X.Span, set.Features, rows),
        set.Features,
        Take(set.Targets.Span, set.TargetWidth, rows),
        set.TargetWidth,
        set.Weights.IsEmpty ? default : Take(set.Weights.Span, 1, rows));

    /// <summary>Rows of a matrix by their numbers.</summary>
    public static float[] Take(ReadOnlySpan<float> values, int width, int[] rows)
    {
        float[] taken = new float[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            values.Slice(rows[i] * width, width).CopyTo(taken.AsSpan(i * width));
        }

        return taken;
    }
}
