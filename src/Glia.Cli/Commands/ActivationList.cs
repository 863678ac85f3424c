using System.Text;
using Glia.Cli.Terminal;
using Glia.Kernels.Activations;

namespace Glia.Cli.Commands;

/// <summary>The catalogue as a table: one line a function with a small picture of its values, grouped by family.</summary>
internal static class ActivationList
{
    /// <summary>The pictures show [−4, 4]: wider, and the bend of most functions is one character.</summary>
    private const float Reach = 4;

    /// <summary>Samples behind each character of a picture, which shows their mean.</summary>
    private const int SamplesEach = 8;

    /// <summary>From how many columns on there is room for other names, and for ranges.</summary>
    private const int RoomForAliases = 80;

    private const int RoomForAll = 150;

    public static string Write(Screen screen)
    {
        bool hasAliases = screen.Width is 0 or >= RoomForAliases;
        bool hasAll = screen.Width is 0 or >= RoomForAll;
        int picture = hasAliases ? 13 : 9;
        string Spell(string words) => screen.HasUnicode ? words : AsciiText.Of(words);
        var table = new TextTable(["name", Spell("−4 … 4").PadRight(picture), .. hasAll ? ["where", "range", "slope", "start"] : Array.Empty<string>(), "formula"]) { Ellipsis = Spell("…") };
        foreach (IGrouping<ActivationFamily, ActivationInfo> family in ActivationCatalog.All.GroupBy(info => info.Family).OrderBy(family => Place(family.Key)))
        {
            table.AddGroup(screen.HasColour ? $"\u001b[1m{family.Key.Title()}\u001b[0m" : family.Key.Title());
            foreach (ActivationInfo info in family)
            {
                string name = hasAliases && info.Aliases.Count > 0 ? $"{info.Name} ({string.Join(", ", info.Aliases)})" : info.Name;
                string[] numbers = hasAll
                    ? [string.Join(" ", ActivationWords.Roles(info)), Spell(info.Range.ToString()), Spell(info.SlopeRange.ToString()), info.Initialization]
                    : [];
                table.Add([name, Picture(info, picture, screen.HasUnicode), .. numbers, Spell(info.Formula)]);
            }
        }

        var text = new StringBuilder(table.Write(screen.Width));
        text.Append('\n');
        Words.Wrap(text, "", $"{ActivationCatalog.All.Count} functions. 'glia activations NAME' shows one in full, 'glia activations NAME --png FILE' draws it.", 0, screen.Width);
        return text.ToString();
    }

    /// <summary>Families in their own order, what has none at the end.</summary>
    private static int Place(ActivationFamily family) => family == ActivationFamily.Other ? int.MaxValue : (int)family;

    private static string Picture(ActivationInfo info, int width, bool hasUnicode)
    {
        int points = width * SamplesEach;
        float[] x = [.. Enumerable.Range(0, points).Select(i => Reach * ((((2 * i) + 1f) / points) - 1))];
        float[] y = ActivationCurve.ValueAt(ActivationCatalog.Parse(info.Name), x);
        return Sparkline.Draw([.. y.Select(value => (double)value)], width, hasBlocks: hasUnicode);
    }
}
