using System.Globalization;
using Glia.Kernels.Randomness;

namespace Glia.Tabular;

/// <summary>
/// Which rows are learned from, which decide when to stop, and which are kept for the final test. Row numbers, each in one part only, ascending.
/// </summary>
/// <param name="Train">Rows to learn from.</param>
/// <param name="Validation">Rows that choose the best epoch; may be empty.</param>
/// <param name="Test">Rows that nothing is learned or chosen from; may be empty.</param>
public sealed record Split(IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    private const int Bins = 10;

    /// <summary>
    /// Splits rows of classes so that every class has its share in each part, as nearly as whole rows allow; the last row of a class goes to
    /// training. A part that is wanted gets at least one row, if a class has three to train on.
    /// </summary>
    /// <param name="classes">Class of each row, from 0.</param>
    /// <param name="validation">Share of the rows for validation, 0 … 1.</param>
    /// <param name="test">Share of the rows for the test, 0 … 1; training gets the rest.</param>
    /// <param name="seed">Equal seeds give equal splits.</param>
    /// <returns>The split.</returns>
    /// <exception cref="GliaException">The shares leave nothing to train on.</exception>
    public static Split Stratified(ReadOnlySpan<int> classes, double validation, double test, ulong seed)
    {
        CheckShares(validation, test);
        int count = 0;
        foreach (int c in classes)
        {
            count = Math.Max(count, c + 1);
        }

        var rows = new List<int>[count];
        for (int c = 0; c < count; c++)
        {
            rows[c] = [];
        }

        for (int row = 0; row < classes.Length; row++)
        {
            rows[classes[row]].Add(row);
        }

        return Deal(rows, classes.Length, validation, test, seed);
    }

    /// <summary>
    /// Splits rows of numbers so that each part has its share of low, middle and high values: the rows are sorted by value into ten groups of equal
    /// size (fewer if there are few rows) and each group is split.
    /// </summary>
    /// <param name="values">Target of each row.</param>
    /// <param name="validation">Share of the rows for validation, 0 … 1.</param>
    /// <param name="test">Share of the rows for the test, 0 … 1; training gets the rest.</param>
    /// <param name="seed">Equal seeds give equal splits.</param>
    /// <returns>The split.</returns>
    /// <exception cref="GliaException">The shares leave nothing to train on.</exception>
    public static Split Stratified(ReadOnlySpan<double> values, double validation, double test, ulong seed)
    {
        CheckShares(validation, test);
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length).OrderBy(i => sorted[i])];
        int bins = Math.Clamp(order.Length / Bins, 1, Bins);
        var rows = new List<int>[bins];
        for (int b = 0; b < bins; b++)
        {
            int from = (int)((long)order.Length * b / bins), to = (int)((long)order.Length * (b + 1) / bins);
            rows[b] = [.. order[from..to].Order()];
        }

        return Deal(rows, order.Length, validation, test, seed);
    }

    private static Split Deal(List<int>[] groups, int rows, double validation, double test, ulong seed)
    {
        RandomStream stream = new RandomStream(seed).Split("split");
        var parts = (Train: new List<int>[groups.Length], Validation: new List<int>(), Test: new List<int>());
        double owedTest = 0, owedValidation = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            int[] group = [.. groups[g]];
            stream.Split((ulong)g).Shuffle<int>(group);

            // What rounding kept from one group is owed by the next, so that the whole has the wanted size.
            owedTest += group.Length * test;
            owedValidation += group.Length * validation;
            int spare = Math.Max(0, group.Length - 1);
            int toTest = Math.Clamp((int)Math.Floor(owedTest + 0.5), 0, spare);
            int toValidation = Math.Clamp((int)Math.Floor(owedValidation + 0.5), 0, spare - toTest);
            owedTest -= toTest;
            owedValidation -= toValidation;
            parts.Test.AddRange(group[..toTest]);
            parts.Validation.AddRange(group[toTest..(toTest + toValidation)]);
            parts.Train[g] = [.. group[(toTest + toValidation)..]];
        }

        AtLeastOne(parts.Train, parts.Validation, validation);
        AtLeastOne(parts.Train, parts.Test, test);
        int[] train = [.. parts.Train.SelectMany(g => g).Order()];
        return train.Length > 0
            ? new Split(train, [.. parts.Validation.Order()], [.. parts.Test.Order()])
            : throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"{rows} rows are too few to train on."));
    }

    // The largest group gives a row, if it has two to spare.
    private static void AtLeastOne(List<int>[] train, List<int> part, double share)
    {
        List<int>? largest = train.MaxBy(g => g.Count);
        if (share > 0 && part.Count == 0 && largest is { Count: > 2 })
        {
            part.Add(largest[^1]);
            largest.RemoveAt(largest.Count - 1);
        }
    }

    private static void CheckShares(double validation, double test)
    {
        if (!(validation is >= 0 and < 1 && test is >= 0 and < 1 && validation + test < 1))
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"validation {validation} and test {test} are shares of the rows: from 0 to below 1, and below 1 together, since the rest is trained on."));
        }
    }
}
