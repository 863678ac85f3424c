namespace Glia.Cli.Terminal;

/// <summary>What the terminal at the other end of a stream can do; asked once, at the start.</summary>
/// <param name="IsInteractive">A person watches: cursor movement is welcome.</param>
/// <param name="HasColour">Colour is welcome.</param>
/// <param name="Width">Columns to break lines at; 0 where nobody looks: lines stay whole.</param>
internal sealed record Screen(bool IsInteractive, bool HasColour, int Width)
{
    /// <summary>Columns assumed where there is no terminal to ask.</summary>
    private const int UsualWidth = 80;

    /// <summary>The narrowest layout that is drawn for.</summary>
    private const int LeastWidth = 24;

    /// <summary>Standard error: where progress goes.</summary>
    public static Screen OfError() => Of(Console.IsErrorRedirected);

    /// <summary>Standard output: where results go.</summary>
    public static Screen OfOutput() => Of(Console.IsOutputRedirected);

    private static Screen Of(bool redirected)
    {
        bool dumb = string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        bool interactive = !redirected && !dumb;
        bool colour = interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Screen(interactive, colour, redirected ? 0 : Columns());
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
