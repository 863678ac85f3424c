using System.Globalization;
using Glia.Kernels.Lanes;

namespace Glia.SourceCode.Languages;

/// <summary>How the languages say the same thing. Their statements over numbers and arrays are alike; what differs stands here.</summary>
internal abstract class Language
{
    /// <summary>a · b + c with one rounding, in float.</summary>
    public abstract string FusedSingle { get; }

    /// <summary>The same in double.</summary>
    public abstract string FusedDouble { get; }

    /// <summary>Infinity in double.</summary>
    public abstract string Infinity { get; }

    /// <summary>NaN in double.</summary>
    public abstract string NaN { get; }

    /// <summary>What stands before a function that nobody else sees.</summary>
    public abstract string Static { get; }

    /// <summary>Whether a float is NaN.</summary>
    public abstract string IsNaN { get; }

    /// <summary>Whether a float is finite.</summary>
    public abstract string IsFinite { get; }

    /// <summary>A type by its precision.</summary>
    public static string Type(LanePrecision precision) => precision switch
    {
        LanePrecision.Single => "float",
        LanePrecision.Double => "double",
        LanePrecision.Wide => "Pair",
        _ => throw new GliaException("Formulas in pairs of floats cannot be written as source."),
    };

    /// <summary>The type of conditions.</summary>
    public abstract string Condition { get; }

    /// <summary>The head of a function.</summary>
    public string Head(string type, string name, string parameters) => $"{Static} {type} {name}({parameters})";

    /// <summary>A parameter that is an array, read only or not.</summary>
    public abstract string ArrayParameter(string type, string name, bool written);

    /// <summary>A local array.</summary>
    public abstract string Buffer(string type, string name, int length);

    /// <summary>Constant numbers.</summary>
    public abstract string Constants(string name, ReadOnlySpan<float> values);

    /// <summary>Constant numbers in double.</summary>
    public abstract string Constants(string name, ReadOnlySpan<double> values);

    /// <summary>A call of a function of the platform, by what it does.</summary>
    public abstract string Call(TermOperation operation, LanePrecision precision);

    /// <summary>A pair.</summary>
    public abstract string Pair(string high, string low);

    /// <summary>A part of a pair.</summary>
    public abstract string Part(string pair, bool high);

    /// <summary>The type of pairs, and what deals with the bits of a double, as far as wanted.</summary>
    public abstract string PairType { get; }

    /// <summary>2ⁿ by bits.</summary>
    public abstract string PowerOfTwo { get; }

    /// <summary>2^(n/16) from a table, by bits.</summary>
    public abstract string Sixteenths { get; }

    /// <summary>Rounding to odd by bits.</summary>
    public abstract string RoundToOdd { get; }

    public string Number(double value) => double.IsNaN(value) ? NaN
        : double.IsInfinity(value) ? (value > 0 ? Infinity : $"(-{Infinity})")
        : Signed(WithPoint(value.ToString("R", CultureInfo.InvariantCulture)));

    public string Number(float value) => float.IsFinite(value)
        ? Signed(WithPoint(value.ToString("R", CultureInfo.InvariantCulture)) + "f")
        : $"((float){Number((double)value)})";

    protected static string Lines(IEnumerable<string> items)
    {
        var text = new System.Text.StringBuilder();
        int column = 0;
        foreach (string item in items)
        {
            if (column + item.Length > 140)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(column == 0 ? "    " : " ").Append(item).Append(',');
            column += item.Length + 2;
        }

        return text.ToString();
    }

    private static string WithPoint(string text) => text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal) ? text : text + ".0";

    private static string Signed(string text) => text[0] == '-' ? $"({text})" : text;
}
