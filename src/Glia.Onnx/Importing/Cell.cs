namespace Glia.Onnx.Importing;

/// <summary>One number (or text) of a row while preprocessing is read: what it is of the raw columns.</summary>
internal abstract record Cell;

/// <summary>The same in every row.</summary>
/// <param name="Value">The number.</param>
internal sealed record ConstantCell(double Value) : Cell;

/// <summary>(x − center) · scale of a raw column of numbers, where a missing x is taken as the fill, if there is one.</summary>
/// <param name="Column">Index of the raw column.</param>
/// <param name="Center">What is subtracted.</param>
/// <param name="Scale">What the difference is multiplied with; not 0.</param>
/// <param name="Fill">In the unit of the column; null: a missing x stays missing.</param>
internal sealed record NumberCell(int Column, double Center, double Scale, double? Fill) : Cell;

/// <summary>A raw column of texts as it is.</summary>
/// <param name="Column">Index of the raw column.</param>
internal sealed record TextCell(int Column) : Cell;

/// <summary>A number for every category of a raw column.</summary>
/// <param name="Column">Index of the raw column.</param>
/// <param name="Values">The number of each category named, by text.</param>
/// <param name="Missing">That of a missing value.</param>
/// <param name="Other">That of every other value.</param>
internal sealed record CategoryCell(int Column, IReadOnlyDictionary<string, double> Values, double Missing, double Other) : Cell
{
    /// <summary>The numbers changed by a function.</summary>
    public CategoryCell Map(Func<double, double> change) =>
        new(Column, Values.ToDictionary(pair => pair.Key, pair => change(pair.Value), StringComparer.Ordinal), change(Missing), change(Other));

    /// <summary>The numbers of two such cells of one column, put together.</summary>
    public CategoryCell With(CategoryCell other, Func<double, double, double> join)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string key in Values.Keys.Union(other.Values.Keys, StringComparer.Ordinal))
        {
            values.Add(key, join(Values.GetValueOrDefault(key, Other), other.Values.GetValueOrDefault(key, other.Other)));
        }

        return new CategoryCell(Column, values, join(Missing, other.Missing), join(Other, other.Other));
    }
}
