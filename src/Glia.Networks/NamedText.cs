using System.Globalization;

namespace Glia.Networks;

/// <summary>
/// The text form of things with parameters: <c>name</c> or <c>name(key=number, …)</c>, culture-invariant. Every failure says
/// what was seen and what is known.
/// </summary>
internal sealed class NamedText
{
    private readonly Dictionary<string, double> _arguments = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly string _text;
    private readonly string _what;

    private NamedText(string text, string what, string name)
    {
        _text = text;
        _what = what;
        Name = name;
    }

    /// <summary>Name in front of the parenthesis.</summary>
    public string Name { get; }

    /// <param name="text">What the user wrote.</param>
    /// <param name="what">What it should name, for messages: "optimizer".</param>
    public static NamedText Parse(string text, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new NamedText(text, what, trimmed);
        }

        if (!trimmed.EndsWith(')'))
        {
            throw new GliaException($"The {what} \"{text}\" has an open parenthesis that is not closed. Write name(key=number, key=number).");
        }

        NamedText named = new(text, what, trimmed[..open].Trim());
        string inside = trimmed[(open + 1)..^1];
        if (inside.Trim().Length > 0)
        {
            foreach (string part in inside.Split(','))
            {
                named.Read(part);
            }
        }

        return named;
    }

    /// <summary>The argument of that name, or its default; both limits belong to the range unless said otherwise.</summary>
    public double Take(string key, double otherwise, double low, double high, bool openLow = false, bool openHigh = false)
    {
        _known.Add(key);
        if (!_arguments.Remove(key, out double value))
        {
            return otherwise;
        }

        bool inside = (openLow ? value > low : value >= low) && (openHigh ? value < high : value <= high);
        string range = openLow && openHigh ? Invariant($"between {low} and {high}, both excluded") : Invariant($"{(openLow ? "above" : "from")} {low} {(openHigh ? "to below" : "to")} {high}");
        return inside ? value : throw new GliaException(Invariant($"In the {_what} \"{_text}\", {key} is {value}; it has to be {range}."));
    }

    /// <summary>The same for a whole number.</summary>
    public int TakeWhole(string key, int otherwise, int low)
    {
        double value = Take(key, otherwise, low, int.MaxValue);
        return value == Math.Floor(value)
            ? (int)value
            : throw new GliaException(Invariant($"In the {_what} \"{_text}\", {key} is {value}; it has to be a whole number."));
    }

    /// <summary>Refuses arguments that nobody took.</summary>
    public void Done()
    {
        foreach (string key in _arguments.Keys)
        {
            string known = _known.Count == 0 ? "it takes none" : "it takes " + string.Join(", ", _known);
            throw new GliaException($"The {_what} \"{_text}\" has no parameter \"{key}\"; {known}.");
        }
    }

    /// <summary>The failure for a name nobody knows.</summary>
    public GliaException Unknown(IEnumerable<string> names) =>
        new($"There is no {_what} \"{Name}\". Known are: {string.Join(", ", names)}.");

    private void Read(string part)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        string key = equals < 0 ? string.Empty : part[..equals].Trim();
        if (key.Length == 0
            || !double.TryParse(part.AsSpan(equals + 1).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
        {
            throw new GliaException($"In the {_what} \"{_text}\", \"{part.Trim()}\" cannot be read. Write key=number, with a point as decimal sign.");
        }

        if (!_arguments.TryAdd(key, value))
        {
            throw new GliaException($"In the {_what} \"{_text}\", {key} is given twice. Give it once.");
        }
    }
}
