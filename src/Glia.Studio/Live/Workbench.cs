using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Glia.Networks;
using Glia.Studio.Data;
using Glia.Studio.Experiments;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>The one run that all pages show, and what is sent to them. The page that begins a new one says which it had; another tab's is not thrown away unseen.</summary>
internal sealed class Workbench : IDisposable
{
    /// <summary>Frames a second at most, and the share of time that looking may take: training keeps the rest.</summary>
    private const double FramesPerSecond = 20, Share = 0.03, LongestPause = 2;

    private const int MostKept = 24;

    /// <summary>Parameters of the largest network that a page is opened with: a look at it takes some milliseconds.</summary>
    private const int MostAtOnce = 20_000;

    private readonly ConcurrentDictionary<Channel<(string Event, byte[] Json)>, bool> _pages = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly Thread _looker;
    private readonly ManualResetEventSlim _wake = new();
    private volatile Observatory? _observatory;
    private volatile bool _whole;
    private readonly List<RunLook> _kept = [];
    private int _runs;
    private int _finished;

    /// <param name="library">Tables.</param>
    /// <param name="watched">A training of another program to show; null for runs of its own.</param>
    public Workbench(Library library, WatchedRun? watched = null)
    {
        Library = library;
        Clinic = new Clinic(this);
        if (watched is null)
        {
            Begin(new Begin(Opening()));
        }
        else
        {
            (Run, _observatory) = (watched, new Observatory(watched));
        }

        _looker = new Thread(LookOn) { IsBackground = true, Name = "glia studio looking" };
        _looker.Start();
    }

    public Library Library { get; }

    public Clinic Clinic { get; }

    /// <summary>Gets what tells this studio from one that was started after it on the same port.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Gets what makes a report page of a model that is ready; null where there is none.</summary>
    public Func<TabularModel, string>? Report { get; init; }

    /// <summary>Gets what writes a model as source code; null where nothing does.</summary>
    public Func<TabularModel, string>? Source { get; init; }

    /// <summary>Gets the run that is shown.</summary>
    public ShownRun Run { get; private set; } = null!;

    /// <summary>Gets the run, if it is one of the studio's own.</summary>
    /// <exception cref="GliaException">It is watched only.</exception>
    public LiveRun Own => Run as LiveRun ?? throw new GliaException("This training belongs to another program: it can be watched, held and let go on here. For experiments of your own start 'glia studio'.");

    public Observatory Observatory => _observatory!;

    /// <summary>Gets the network that treatments made of the run, if they did.</summary>
    public Network? Healed { get; private set; }

    /// <summary>Starts another experiment, held before its first step.</summary>
    public Setup Begin(Begin begin)
    {
        lock (_lock)
        {
            if (begin.Run is { } seen && Run is not null && seen != Run.Number)
            {
                throw new ConflictException("Another tab has begun a new experiment meanwhile; it is shown now. Go back in the browser's history for yours.");
            }

            ShownRun? old = Run is null ? null : Own;
            LiveRun next = new(_runs + 1, begin.Experiment, Library, begin.KeepsWeights ? Own : null);
            _runs++;
            if (old?.Pace.Step > 0)
            {
                Put(Observatory.Keep(Clinic.Latest?.Findings ?? []));
            }

            Clinic.Cancel();
            (Run, Healed) = (next, null);
            // The output that was painted stays so, as far as it is the same.
            int painted = _observatory is { } before && before.Setup.Target == next.Plan?.Schema.Target ? before.Painted : 0;
            Look(new Observatory(next) { ShowsGradients = _observatory?.ShowsGradients ?? false, Painted = painted });
            old?.Dispose();
            return Observatory.Setup;
        }
    }

    /// <summary>Gets whether runs were read from files.</summary>
    public bool HasFinished => _finished < 0;

    /// <summary>Shows the network that treatments made of the run.</summary>
    public void Show(Network healed)
    {
        lock (_lock)
        {
            Healed = healed;
            Look(new Observatory(Run, healed) { ShowsGradients = Observatory.ShowsGradients, Painted = Observatory.Painted });
        }
    }

    /// <summary>A look for a page that is being opened, beside what the others are shown; null where it would take long.</summary>
    public Frame? First()
    {
        lock (_lock)
        {
            return Observatory.Setup.Parameters > MostAtOnce ? null : new Observatory(Run, Healed) { Painted = Observatory.Painted }.Look(whole: true);
        }
    }

    /// <summary>Draws everything again.</summary>
    public void LookAgain() => LookNow();

    /// <summary>Gets runs that were, and the present one, to be laid side by side; the newest first.</summary>
    public IReadOnlyList<RunLook> Runs()
    {
        lock (_lock)
        {
            return [Observatory.Keep(Clinic.Latest?.Findings ?? []), .. _kept];
        }
    }

    /// <summary>Puts a run that is over, from its file, to those that were.</summary>
    public RunLook PutFinished(ReadOnlyMemory<byte> json, string name)
    {
        lock (_lock)
        {
            RunLook run = FinishedRun.Read(json, name, --_finished);
            Put(run);
            return run;
        }
    }

    /// <summary>Puts a run to those that were.</summary>
    public void Put(RunLook run)
    {
        lock (_lock)
        {
            _kept.Insert(0, run);
            if (_kept.Count > MostKept)
            {
                _kept.RemoveAt(MostKept);
            }
        }
    }

    /// <summary>Does what a button says.</summary>
    public void Control(Control control)
    {
        double value = control.Value ?? 1;
        switch (control.Action)
        {
            case "play": Run.Pace.Play(); break;
            case "pause": Run.Pace.Pause(); break;
            case "steps": Run.Pace.Steps((long)Math.Clamp(value, 1, 1e6)); break;
            case "epoch": Run.Pace.Epoch(); break;
            case "restart": Begin(new Begin(Own.Experiment)); break;
            case "rate" when value is > 0 and <= 1e6: Own.SetRate(value); break;
            case "gradients": Observatory.ShowsGradients = value > 0; break;
            case "output" when value >= 0 && value < Observatory.Setup.Targets.Count: Observatory.Painted = (int)value; break;
            case "speed" when value is >= 0 and <= 1e6: Run.Pace.SetSpeed(value); break;
            default: throw new GliaException($"The studio cannot do '{control.Action}'{(control.Value is { } number ? FormattableString.Invariant($" with {number}") : "")}.");
        }

        LookNow(whole: false);
    }

    /// <summary>Listens for one page; the first thing it gets is the whole state.</summary>
    public Channel<(string Event, byte[] Json)> Join()
    {
        // A page that does not keep up loses frames, never memory; what must not be lost is in every whole frame.
        Channel<(string, byte[])> page = Channel.CreateBounded<(string, byte[])>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.Wait });
        lock (_lock)
        {
            page.Writer.TryWrite(("setup", JsonSerializer.SerializeToUtf8Bytes(Observatory.Setup, StudioJson.Default.Setup)));
            _pages[page] = true;
        }

        LookNow();
        return page;
    }

    public void Leave(Channel<(string Event, byte[] Json)> page) => _pages.TryRemove(page, out _);

    /// <summary>Sends to every page.</summary>
    public void Tell(string what, byte[] json)
    {
        foreach (Channel<(string, byte[])> page in _pages.Keys)
        {
            if (!page.Writer.TryWrite((what, json)))
            {
                while (page.Reader.TryRead(out _))
                {
                    // A page far behind begins anew.
                }

                _whole = true;
            }
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _wake.Set();
        _looker.Join();
        Clinic.Dispose();
        Run.Dispose();
        Library.Dispose();
        foreach (Channel<(string, byte[])> page in _pages.Keys)
        {
            page.Writer.TryComplete();
        }

        _closing.Dispose();
        _wake.Dispose();
    }

    private void Look(Observatory at)
    {
        _observatory = at;
        Tell("setup", JsonSerializer.SerializeToUtf8Bytes(at.Setup, StudioJson.Default.Setup));
        LookNow();
    }

    private void LookNow(bool whole = true)
    {
        _whole |= whole;
        _wake.Set();
    }

    private Experiment Opening()
    {
        Experiment first = Preset.All[0].Experiment;
        return Library.Entries.FirstOrDefault(entry => entry.Kind == "own") is { } own ? first with { Data = own.Name } : first;
    }

    private void LookOn()
    {
        string last = "";
        long step = -1;
        while (!_closing.IsCancellationRequested)
        {
            long started = TimeProvider.System.GetTimestamp();
            bool whole = _whole;
            if (!_pages.IsEmpty && (whole || _wake.IsSet || Run.Status == "playing" || Run.Status != last || Run.Pace.Step != step))
            {
                _wake.Reset();
                _whole = false;
                (last, step) = (Run.Status, Run.Pace.Step);
                Frame frame = Observatory.Look(whole);
                Tell("frame", JsonSerializer.SerializeToUtf8Bytes(frame, StudioJson.Default.Frame));
            }

            double took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            // Only a training at full speed loses anything by being looked at.
            double pause = Math.Max(1 / FramesPerSecond, Run.Status == "playing" ? Math.Min(Run.Pace.IsLimited ? took : took / Share, LongestPause) : 0);
            Thread.Sleep(TimeSpan.FromSeconds(0.01));
            if (!_whole)
            {
                _wake.Wait(TimeSpan.FromSeconds(pause));
            }
        }
    }
}

/// <summary>Two tabs wanted different things.</summary>
internal sealed class ConflictException(string message) : Exception(message);
