using System.Globalization;

namespace Glia.Tabular;

/// <summary>Decides what a column other than the target is.</summary>
internal static class FeatureSchema
{
    // A text column with more than 50 values of which more than half are different names rows rather than describes them.
    // Our choice: one-hot inputs that are active in one or two rows teach nothing that holds for others.
    private const int ManyValues = 50;
    private const double DistinctShare = 0.5;

    // Below, that every text differs may be chance.
    private const int FewRows = 10;

    private static readonly string[][] TruthPairs =
        [["false", "true"], ["no", "yes"], ["f", "t"], ["n", "y"], ["off", "on"]];

    public static ColumnSchema Infer(ColumnFacts facts) => facts.IsText ? OfTexts(facts) : OfNumbers(facts);

    public static ColumnSchema AsTold(string source, ColumnFacts facts, ColumnKind kind)
    {
        if (kind is ColumnKind.Ignored)
        {
            return new ColumnSchema(facts.Name, kind, "as told");
        }

        if (kind is ColumnKind.Boolean && facts.Distinct > 2)
        {
            throw new GliaException($"{source}: column '{facts.Name}' is said to be boolean but has {Schema.Count(facts.Distinct, "value")}; make it a category.");
        }

        return Useless(facts) is string why
            ? new ColumnSchema(facts.Name, ColumnKind.Ignored, why)
            : new ColumnSchema(facts.Name, kind, "as told");
    }

    private static ColumnSchema OfNumbers(ColumnFacts facts) => Useless(facts) is string why
        ? new ColumnSchema(facts.Name, ColumnKind.Ignored, why)
        : new ColumnSchema(facts.Name, ColumnKind.Number, WithGaps("every value is a number", facts.Rows - facts.Present));

    private static ColumnSchema OfTexts(ColumnFacts facts)
    {
        if (Useless(facts) is string why)
        {
            return new ColumnSchema(facts.Name, ColumnKind.Ignored, why);
        }

        int gaps = facts.Rows - facts.Present;
        string[] distinct = [.. facts.Values.Select(value => value.Text)];
        if (IsTruth(distinct))
        {
            return new ColumnSchema(facts.Name, ColumnKind.Boolean, WithGaps(string.Join(" or ", distinct), gaps));
        }

        // Where not all were counted: rows with other texts than the counted ones are many, or the counted ones repeat.
        bool everyDiffers = distinct.Length == facts.Present && facts.Present > FewRows;
        bool mostDiffer = distinct.Length + facts.Uncounted > DistinctShare * facts.Present;
        if (everyDiffers || (distinct.Length > ManyValues && mostDiffer))
        {
            string atLeast = facts.Uncounted > 0 ? "at least " : string.Empty;
            string names = string.Create(CultureInfo.InvariantCulture, $"{atLeast}{distinct.Length} different texts in {facts.Present} rows: a name or free text, not a category");
            return new ColumnSchema(facts.Name, ColumnKind.Ignored, names + NumberText.Hint(distinct));
        }

        return new ColumnSchema(facts.Name, ColumnKind.Category, WithGaps(Schema.Count(distinct.Length, "different text"), gaps));
    }

    private static string? Useless(ColumnFacts facts) => facts.Distinct switch
    {
        0 => "is missing in every row",
        1 when facts.Present == facts.Rows => $"is constant: always '{ColumnValues.Cut(facts.Only)}'",
        _ => null,
    };

    private static string WithGaps(string why, int gaps) => gaps == 0 ? why : $"{why}; missing in {Schema.Count(gaps, "row")}";

    private static bool IsTruth(string[] distinct) => distinct.Length <= 2
        && Array.Exists(TruthPairs, pair => distinct.All(v => pair.Contains(v, StringComparer.OrdinalIgnoreCase)));
}
