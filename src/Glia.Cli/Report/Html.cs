using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Glia.Cli.Report;

/// <summary>Markup that is already safe. Everything else becomes text when written.</summary>
internal readonly record struct Html(string Value)
{
    /// <summary>Escapes what has a meaning in elements and in quoted attributes.</summary>
    public static void Escape(StringBuilder into, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            switch (c)
            {
                case '&': into.Append("&amp;"); break;
                case '<': into.Append("&lt;"); break;
                case '>': into.Append("&gt;"); break;
                case '"': into.Append("&quot;"); break;
                case '\'': into.Append("&#39;"); break;
                case '\0': into.Append('\uFFFD'); break;
                default: into.Append(c); break;
            }
        }
    }
}

/// <summary>
/// Builds a page. In <c>page.Write($"&lt;td&gt;{name}&lt;/td&gt;")</c> the literal parts are markup and every hole is
/// escaped, unless it is <see cref="Html"/>: forgetting to escape is not possible.
/// </summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder _text = new(64 * 1024);

#pragma warning disable CA1822 // The handler writes into this page: that is what the attribute is for.
    public void Write([InterpolatedStringHandlerArgument("")] ref Handler markup) => markup.End();
#pragma warning restore CA1822

    public override string ToString() => _text.ToString();

    /// <summary>Receives the pieces of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly StringBuilder _text;

        public Handler(int literalLength, int formattedCount, HtmlPage page)
        {
            _ = literalLength + formattedCount;
            _text = page._text;
        }

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(Html markup) => _text.Append(markup.Value);

        public void AppendFormatted(string? text) => Html.Escape(_text, text);

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(double number, string format = "0.##") =>
            _text.Append(number.ToString(format, CultureInfo.InvariantCulture));

        public void End() => _text.Append('\n');
    }
}
