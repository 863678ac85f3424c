using System.Globalization;
using Glia.Onnx.Reading;
using Glia.Tabular;

namespace Glia.Onnx.Importing;

/// <summary>A number of a row as a sum of inputs: Σ factor · input + constant.</summary>
/// <param name="Terms">Inputs and their factors.</param>
/// <param name="Constant">What is added.</param>
internal sealed record LinearForm(IReadOnlyList<(int Input, double Factor)> Terms, double Constant);

/// <summary>Preprocessing as Glia's own: features of raw columns, and what the network's inputs are of the features' numbers.</summary>
/// <param name="Features">The features in the order of columns.</param>
/// <param name="Inputs">Numbers that the features make.</param>
/// <param name="Forms">What each input of the network read from the graph is of them.</param>
internal sealed record FrontPlan(IReadOnlyList<Feature> Features, int Inputs, IReadOnlyList<LinearForm> Forms)
{
    /// <summary>Gets a value indicating whether the network's inputs are the features' numbers as they are.</summary>
    public bool IsIdentity => Forms.Count == Inputs && Forms.Select((form, i) => form is { Constant: 0, Terms: [var (input, factor)] } && input == i && factor == 1).All(same => same);

    /// <summary>Raw numbers go in as they are; scaling becomes part of the network.</summary>
    /// <exception cref="GliaException">A column holds texts or categories.</exception>
    public static FrontPlan OfNumbers(GraphIndex graph, IReadOnlyList<RawColumn> columns, Cell[] cells)
    {
        LinearForm[] forms = [.. cells.Select(cell => cell switch
        {
            NumberCell number => new LinearForm([(number.Column, number.Scale)], number.Center == 0 ? 0 : -number.Center * number.Scale),
            ConstantCell constant => new LinearForm([], constant.Value),
            _ => throw ReadError.Of(graph, "Columns of categories stand in front of this network, so that it does not take numbers alone. Read it with OnnxImport.Load."),
        })];
        return new FrontPlan([], columns.Count, forms);
    }

    /// <summary>Features for raw columns.</summary>
    /// <param name="graph">The graph, for messages.</param>
    /// <param name="columns">The raw columns.</param>
    /// <param name="names">A name for each.</param>
    /// <param name="cells">What the network's inputs are of them.</param>
    public static FrontPlan Of(GraphIndex graph, IReadOnlyList<RawColumn> columns, IReadOnlyList<string> names, Cell[] cells)
    {
        var features = new List<Feature>();
        int[] starts = new int[columns.Count];
        int width = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            starts[i] = width;
            if (Make(graph, columns[i], names[i], [.. cells.Where(cell => ColumnOf(cell) == i)]) is { } feature)
            {
                features.Add(feature);
                width += feature.Width;
            }
        }

        var byName = features.ToDictionary(feature => feature.Name, StringComparer.Ordinal);
        return features.Count == 0
            ? throw ReadError.Of(graph, "No column reaches the network.")
            : new FrontPlan(features, width, [.. cells.Select(cell => ColumnOf(cell) is { } column ? Form(cell, byName[names[column]], starts[column]) : new LinearForm([], ((ConstantCell)cell).Value))]);
    }

    private static int? ColumnOf(Cell cell) => cell switch
    {
        NumberCell number => number.Column,
        CategoryCell category => category.Column,
        _ => null,
    };

    private static Feature? Make(GraphIndex graph, RawColumn column, string name, Cell[] cells)
    {
        CategoryCell[] categories = [.. cells.OfType<CategoryCell>()];
        NumberCell[] numbers = [.. cells.OfType<NumberCell>()];
        if (cells.Length == 0)
        {
            return null;
        }

        if (numbers.Length == 0)
        {
            string[] keys = [.. categories.SelectMany(cell => cell.Values.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return new CategoryFeature { Name = name, FromNumbers = !column.IsText, Categories = keys, HasMissing = Array.Exists(categories, cell => cell.Missing != cell.Other) };
        }

        if (Array.Exists(categories, cell => cell.Values.Count > 0) || numbers.Any(number => number.Fill != numbers[0].Fill))
        {
            throw ReadError.Of(graph, $"The column '{Files.Text.Short(name)}' is used as a number and as a category, or its gaps are filled in two ways; a column can be one of them.");
        }

        double center = numbers[0].Center;
        return double.IsFinite(center) && double.IsFinite(numbers[0].Scale) && numbers[0].Scale != 0
            ? new NumberFeature { Name = name, Median = numbers[0].Fill ?? center, Center = center, Scale = numbers[0].Scale, HasIndicator = categories.Length > 0 }
            : throw ReadError.Of(graph, string.Create(CultureInfo.InvariantCulture, $"The column '{Files.Text.Short(name)}' is scaled by {numbers[0].Scale} around {center}, which are no finite numbers."));
    }

    private static LinearForm Form(Cell cell, Feature feature, int start) => (cell, feature) switch
    {
        (NumberCell cellOfNumber, NumberFeature number) => cellOfNumber.Center == number.Center && cellOfNumber.Scale == number.Scale
            ? new LinearForm([(start, 1)], 0)
            : new LinearForm([(start, cellOfNumber.Scale / number.Scale)], (number.Center - cellOfNumber.Center) * cellOfNumber.Scale),
        (CategoryCell gap, NumberFeature) => new LinearForm([(start + 1, gap.Missing - gap.Other)], gap.Other),
        (CategoryCell of, CategoryFeature category) => Of(of, category, start),
        _ => throw new ArgumentException("No such cell of such a feature.", nameof(cell)),
    };

    // Exactly one input is 1: an addend would do as well as a factor for each, but 0 stays 0 this way.
    private static LinearForm Of(CategoryCell cell, CategoryFeature feature, int start)
    {
        var terms = new List<(int Input, double Factor)>();
        for (int i = 0; i < feature.Width; i++)
        {
            double value = i < feature.Categories.Count ? cell.Values.GetValueOrDefault(feature.Categories[i], cell.Other)
                : feature.HasMissing && i == feature.Categories.Count ? cell.Missing
                : cell.Other;
            if (value != 0)
            {
                terms.Add((start + i, value));
            }
        }

        return new LinearForm(terms, 0);
    }
}
