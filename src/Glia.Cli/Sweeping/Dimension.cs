using System.Globalization;
using Glia.Cli.Settings;

namespace Glia.Cli.Sweeping;

/// <summary>How values of a setting lie between two ends, or that they are a list.</summary>
internal enum Spread
{
    Linear,
    Log,
    Int,
    LogInt,
    Choice,
}

/// <summary>A setting and the values it may take: a place from 0 to 1 stands for one of them.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Spread">How values lie.</param>
/// <param name="From">Least value.</param>
/// <param name="To">Largest value.</param>
/// <param name="Choices">The values of a list.</param>
internal sealed record Dimension(Setting Setting, Spread Spread, double From, double To, IReadOnlyList<string> Choices)
{
    /// <summary>How it reads in a file; what is the same is the same dimension.</summary>
    public string Text => Spread is Spread.Choice
        ? $"{Setting.Name}: choice({string.Join("; ", Choices)})"
        : $"{Setting.Name}: {Names.Snake(Spread.ToString())}({Names.Text(From)}, {Names.Text(To)})";

    /// <summary>The number of a choice at a place.</summary>
    public int Choice(double place) => Math.Min(Choices.Count - 1, (int)(place * Choices.Count));

    /// <summary>
    /// The value at a place, as somebody would write it. Numbers have four digits: nobody needs more of a setting, and what mathematics libraries of different
    /// machines differ in is far behind.
    /// </summary>
    public string Value(double place) => Spread switch
    {
        Spread.Linear => Four(From + ((To - From) * place)),
        Spread.Log => Four(From * Math.Exp(place * Math.Log(To / From))),
        Spread.Int => Names.Text((long)Math.Min(To, From + Math.Floor(place * (To - From + 1)))),
        Spread.LogInt => Names.Text((long)Math.Clamp(Math.Round((From - 0.5) * Math.Exp(place * Math.Log((To + 0.5) / (From - 0.5)))), From, To)),
        _ => Choices[Choice(place)],
    };

    private string Four(double value) => Names.Text(Math.Clamp(double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), From, To));
}
