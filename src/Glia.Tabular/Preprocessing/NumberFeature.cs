using System.Globalization;

namespace Glia.Tabular;

/// <summary>
/// A column of numbers: y = (x − <see cref="Center"/>) · <see cref="Scale"/> with x in double, rounded to float32 once; a missing x is
/// taken as the <see cref="Median"/>. With an indicator a second input is 1 where x is missing and 0 elsewhere.
/// </summary>
public sealed record NumberFeature : Feature
{
    // A float32 near |Center| is spaced up to |Center|·2⁻²³; at 10⁴ standard deviations that step is 10⁻³ of one, which would show in predictions.
    private const double FarFromZero = 1e4;

    /// <summary>The median of the training rows that have a value.</summary>
    public required double Median { get; init; }

    /// <summary>What is subtracted.</summary>
    public required double Center { get; init; }

    /// <summary>What the difference is multiplied with.</summary>
    public required double Scale { get; init; }

    /// <summary>Whether a missing value has an input of its own: if one was missing in training.</summary>
    public bool HasIndicator { get; init; }

    /// <summary>Whether rounding the raw value to float32 would lose what matters: the values are far from zero and close together.</summary>
    public bool NeedsDouble { get; init; }

    /// <inheritdoc/>
    public override int Width => HasIndicator ? 2 : 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => HasIndicator ? [Name, $"{Name}=(missing)"] : [Name];

    internal static bool IsFar(double lowest, double highest, double scale) =>
        Math.Max(Math.Abs(lowest), Math.Abs(highest)) * scale > FarFromZero;

    internal override void Write(Table table, Column column, Span<float> x, int width, int start)
    {
        ReadOnlySpan<double> values = ColumnValues.Numbers(table, column).Span;
        for (int row = 0; row < values.Length; row++)
        {
            bool missing = double.IsNaN(values[row]);
            float y = (float)(((missing ? Median : values[row]) - Center) * Scale);
            if (!float.IsFinite(y))
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{table.Place(row)}, column '{Name}': {values[row]:R} is too large for this model (its values were near {Center:G4}); correct it or leave it empty."));
            }

            int at = (row * width) + start;
            x[at] = y;
            if (HasIndicator)
            {
                x[at + 1] = missing ? 1 : 0;
            }
        }
    }

    internal override string? Fault() =>
        double.IsFinite(Median) && double.IsFinite(Center) && double.IsFinite(Scale) && Scale != 0 ? null : $"column '{Name}' has no finite scale";
}
