using System.Globalization;
using System.Runtime.Intrinsics;

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

    internal override WriteRows Of(Table table, Column column, UnseenValues? unseen)
    {
        ReadOnlyMemory<double> values = ColumnValues.Numbers(table, column);
        if (unseen is not null && !HasIndicator)
        {
            FindGaps(table, values.Span, unseen);
        }

        return (from, rows, x, width) => Write(table, values.Span.Slice(from, rows), from, x, width);
    }

    private void FindGaps(Table table, ReadOnlySpan<double> values, UnseenValues unseen)
    {
        int count = 0, first = 0;
        for (int row = values.Length - 1; row >= 0; row--)
        {
            if (double.IsNaN(values[row]))
            {
                (count, first) = (count + 1, row);
            }
        }

        if (count > 0)
        {
            unseen.AddGaps(Name, count, table.Place(first), string.Create(CultureInfo.InvariantCulture, $"the median, {Median:R}"));
        }
    }

    private void Write(Table table, ReadOnlySpan<double> values, int from, Span<float> x, int width)
    {
        (double median, double center, double scale, bool indicates) = (Median, Center, Scale, HasIndicator);
        for (int row = indicates ? 0 : WriteFours(values, x, width); row < values.Length; row++)
        {
            bool missing = double.IsNaN(values[row]);
            float y = (float)(((missing ? median : values[row]) - center) * scale);
            if (!float.IsFinite(y))
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{table.Place(from + row)}, column '{Name}': {values[row]:R} is too large for this model (its values were near {Center:G4}); correct it or leave it empty."));
            }

            x[row * width] = y;
            if (indicates)
            {
                x[(row * width) + 1] = missing ? 1 : 0;
            }
        }
    }

    /// <summary>The same, four rows at a time.</summary>
    /// <returns>How many rows were written: those before the first four of which one is too large.</returns>
    private int WriteFours(ReadOnlySpan<double> values, Span<float> x, int width)
    {
        var (median, center, scale) = (Vector256.Create(Median), Vector256.Create(Center), Vector256.Create(Scale));
        int row = 0;
        for (; row <= values.Length - 4; row += 4)
        {
            var value = Vector256.Create(values[row..]);
            value = Vector256.ConditionalSelect(Vector256.IsNaN(value), median, value);
            Vector128<float> y = Vector256.Narrow((value - center) * scale, Vector256<double>.Zero).GetLower();
            if (!Vector128.LessThanAll(Vector128.Abs(y), Vector128.Create(float.PositiveInfinity)))
            {
                break;
            }

            Span<float> to = x.Slice(row * width, (3 * width) + 1);
            to[0] = y[0];
            to[width] = y[1];
            to[2 * width] = y[2];
            to[3 * width] = y[3];
        }

        return row;
    }

    internal override string? Fault() =>
        double.IsFinite(Median) && double.IsFinite(Center) && double.IsFinite(Scale) && Scale != 0 ? null : $"column '{Name}' has no finite scale";
}
