using System.Globalization;
using System.Text;

namespace Glia.Cli.Settings;

/// <summary>One name in three dialects: BatchSize in code, batch_size in files, --batch-size on the command line.</summary>
internal static class Names
{
    public static string Snake(string pascal)
    {
        var snake = new StringBuilder();
        for (int i = 0; i < pascal.Length; i++)
        {
            if (char.IsUpper(pascal[i]) && i > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(pascal[i]));
        }

        return snake.ToString();
    }

    public static string Option(string snake) => "--" + snake.Replace('_', '-');

    /// <summary>Shortest text that reads back as the same number.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
