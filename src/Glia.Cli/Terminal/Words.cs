using System.Text;

namespace Glia.Cli.Terminal;

/// <summary>Breaks text between words, so that no terminal breaks it inside one.</summary>
internal static class Words
{
    /// <summary>Columns that the rest of a folded line begins further in.</summary>
    private const int Further = 2;

    /// <summary>Appends a label and a text beside it; further lines begin under the text.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="label">Stands at the left of the first line.</param>
    /// <param name="value">Words.</param>
    /// <param name="indent">Columns of the label.</param>
    /// <param name="width">Columns of the terminal; 0: no limit.</param>
    public static void Wrap(StringBuilder text, string label, string value, int indent, int width)
    {
        string start = label.PadRight(indent);
        int room = width <= 0 ? int.MaxValue : Math.Max(16, width - indent - 1);
        var line = new StringBuilder();
        foreach (string word in value.Split(' '))
        {
            if (line.Length > 0 && (long)line.Length + 1 + word.Length > room)
            {
                text.Append(start).Append(line.ToString().TrimEnd()).Append('\n');
                start = new string(' ', indent);
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        text.Append((start + line).TrimEnd()).Append('\n');
    }

    /// <summary>Breaks every line that is too long, between words; what goes on begins two columns further in.</summary>
    /// <param name="text">Lines, each with its end.</param>
    /// <param name="width">Columns of the terminal; 0: no limit.</param>
    public static string Fold(string text, int width)
    {
        var folded = new StringBuilder();
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            string words = line.TrimStart(' ');
            int indent = line.Length - words.Length;
            if (width <= 0 || line.Length <= width)
            {
                folded.Append(line).Append('\n');
                continue;
            }

            var piece = new StringBuilder();
            Wrap(piece, "", words, indent + Further, width);
            folded.Append(piece, Further, piece.Length - Further);
        }

        return text.Length == 0 ? "" : folded.ToString();
    }
}
