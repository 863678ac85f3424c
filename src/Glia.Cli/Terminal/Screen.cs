namespace Glia.Cli.Terminal;

/// <summary>What the terminal at the other end of a stream can do; asked once, at the start.</summary>
/// <param name="IsInteractive">A person watches: cursor movement is welcome.</param>
/// <param name="HasColour">Colour is welcome.</param>
/// <param name="Width">Columns to break lines at; 0 where nobody looks: lines stay whole.</param>
/// <param name="HasUnicode">More than ASCII is shown as it is meant.</param>
internal sealed record Screen(bool IsInteractive, bool HasColour, int Width, bool HasUnicode = true)
{
    /// <summary>Columns assumed where there is no terminal to ask.</summary>
    private const int UsualWidth = 80;

    /// <summary>The narrowest layout that is drawn for.</summary>
    private const int LeastWidth = 24;

    /// <summary>Where the character set is said; the first that is set counts.</summary>
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>Standard error: where progress goes.</summary>
    public static Screen OfError() => Of(Console.IsErrorRedirected);

    /// <summary>Standard output: where results go.</summary>
    public static Screen OfOutput() => Of(Console.IsOutputRedirected);

    private static Screen Of(bool redirected)
    {
        bool dumb = string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        bool interactive = !redirected && !dumb;
        bool colour = interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Screen(interactive, colour, redirected ? 0 : Columns(), redirected || (!dumb && LocaleHasUnicode()));
    }

    /// <summary>
    /// Files and pipes get UTF-8. A terminal gets it unless the locale names another character set, or is the one that has none:
    /// where no locale is set at all, as in most containers, the terminal outside knows Unicode nevertheless.
    /// </summary>
    private static bool LocaleHasUnicode()
    {
        string? locale = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is null
            || (locale is not ("C" or "POSIX")
                && (!locale.Contains('.', StringComparison.Ordinal)
                    || locale.Contains("utf-8", StringComparison.OrdinalIgnoreCase)
                    || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Columns now; a terminal may be resized while a run goes on.</summary>
    public static int Columns()
    {
        try
        {
            return Console.WindowWidth is > 0 and { } width ? Math.Max(LeastWidth, width) : UsualWidth;
        }
        catch (Exception unknown) when (unknown is IOException or PlatformNotSupportedException)
        {
            return UsualWidth;
        }
    }
}
