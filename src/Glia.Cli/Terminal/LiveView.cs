using Spectre.Console;

namespace Glia.Cli.Terminal;

/// <summary>
/// Draws the newest <see cref="LiveState"/> on standard error, at most <see cref="PerSecond"/> times a second, on a thread of its
/// own: the training thread only leaves a reference behind.
/// </summary>
internal sealed class LiveView : IProgressView
{
    private const int PerSecond = 10;

    private readonly IAnsiConsole _console;
    private readonly ManualResetEventSlim _end = new(false);
    private readonly Thread _thread;
    private LiveState? _state;
    private bool _isStopping;

    public LiveView(Screen screen)
        : this(AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new ErrorOutput(),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = screen.HasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        }))
    {
    }

    private LiveView(IAnsiConsole console)
    {
        _console = console;
        _thread = new Thread(Draw) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    /// <summary>Shows this state from the next drawing on.</summary>
    public void Show(LiveState state) => Volatile.Write(ref _state, state);

    public void Stopping() => Volatile.Write(ref _isStopping, true);

    /// <summary>Draws the last state once more, leaves it on the screen and gives the cursor back.</summary>
    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }

    private void Draw() => _console.Live(new Rows()).AutoClear(false).Start(context =>
    {
        LiveState? drawn = null;
        bool ended;
        do
        {
            ended = _end.Wait(1000 / PerSecond);
            LiveState? state = Volatile.Read(ref _state);
            if (state is not null && state.IsStopping != Volatile.Read(ref _isStopping))
            {
                state = state with { IsStopping = true };
            }

            if (state is not null && state != drawn)
            {
                context.UpdateTarget(Render(LiveBoard.Lay(state, Math.Max(1, _console.Profile.Width - 1))));
                drawn = state;
            }
        }
        while (!ended);
    });

    private static Rows Render(IReadOnlyList<Line> lines) => new(lines.Select(Render));

    private static Paragraph Render(Line line)
    {
        var paragraph = new Paragraph { Overflow = Overflow.Crop };
        foreach ((string text, Ink ink) in line.Pieces)
        {
            paragraph.Append(text, Look(ink));
        }

        return paragraph;
    }

    private static Style Look(Ink ink) => ink switch
    {
        Ink.Faint => new Style(decoration: Decoration.Dim),
        Ink.Strong => new Style(decoration: Decoration.Bold),
        Ink.Train => new Style(Color.Silver),
        Ink.Validation => new Style(Color.Teal),
        Ink.Good => new Style(Color.Teal),
        Ink.Warn => new Style(Color.Olive),
        Ink.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        _ => Style.Plain,
    };

    /// <summary>Standard error as Spectre wants it, with a width that follows the terminal.</summary>
    private sealed class ErrorOutput : IAnsiConsoleOutput
    {
        public TextWriter Writer => Console.Error;

        public bool IsTerminal => true;

        public int Width => Screen.Columns();

        public int Height
        {
            get
            {
                try
                {
                    return Console.WindowHeight is > 0 and { } height ? height : 24;
                }
                catch (Exception unknown) when (unknown is IOException or PlatformNotSupportedException)
                {
                    return 24;
                }
            }
        }

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // The encoding of standard error is the terminal's business.
        }
    }
}
