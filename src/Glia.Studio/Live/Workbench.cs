using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Glia.Studio.Data;
using Glia.Studio.Experiments;

namespace Glia.Studio.Live;

/// <summary>The one run that all pages show, and what is sent to them. The page that begins a new one says which it had; another tab's is not thrown away unseen.</summary>
internal sealed class Workbench : IDisposable
{
    /// <summary>Frames a second at most, and the share of time that looking may take: training keeps the rest.</summary>
    private const double FramesPerSecond = 20, Share = 0.1;

    private readonly ConcurrentDictionary<Channel<(string Event, byte[] Json)>, bool> _pages = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly Thread _looker;
    private readonly ManualResetEventSlim _wake = new();
    private volatile Observatory? _observatory;
    private volatile bool _whole;
    private int _runs;

    public Workbench(Library library)
    {
        Library = library;
        Clinic = new Clinic(this);
        Begin(new Begin(First()));
        _looker = new Thread(LookOn) { IsBackground = true, Name = "glia studio looking" };
        _looker.Start();
    }

    public Library Library { get; }

    public Clinic Clinic { get; }

    /// <summary>Gets the run that is shown.</summary>
    public LiveRun Run { get; private set; } = null!;

    public Observatory Observatory => _observatory!;

    /// <summary>Starts another experiment, held before its first step.</summary>
    public Setup Begin(Begin begin)
    {
        lock (_lock)
        {
            if (begin.Run is { } seen && Run is not null && seen != Run.Number)
            {
                throw new ConflictException("Another tab has begun a new experiment meanwhile; it is shown now. Your settings are still in the address: reload with it to go back.");
            }

            LiveRun next = new(_runs + 1, begin.Experiment, Library);
            _runs++;
            LiveRun? old = Run;
            Clinic.Cancel();
            Run = next;
            _observatory = new Observatory(next);
            old?.Dispose();
            Tell("setup", JsonSerializer.SerializeToUtf8Bytes(_observatory.Setup, StudioJson.Default.Setup));
            LookNow();
            return _observatory.Setup;
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
            case "restart": Begin(new Begin(Run.Experiment)); break;
            case "rate" when value is > 0 and <= 1e6: Run.Pace.SetRate(value); break;
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

    private void LookNow(bool whole = true)
    {
        _whole |= whole;
        _wake.Set();
    }

    private Experiment First()
    {
        Experiment first = Preset.All[0].Experiment;
        return Library.Entries.FirstOrDefault(entry => entry.Kind == "own") is { } own ? first with { Data = own.Name } : first;
    }

    private void LookOn()
    {
        string last = "";
        while (!_closing.IsCancellationRequested)
        {
            long started = TimeProvider.System.GetTimestamp();
            bool whole = _whole;
            if (!_pages.IsEmpty && (whole || _wake.IsSet || Run.Status == "playing" || Run.Status != last))
            {
                _wake.Reset();
                _whole = false;
                last = Run.Status;
                Frame frame = Observatory.Look(whole);
                Tell("frame", JsonSerializer.SerializeToUtf8Bytes(frame, StudioJson.Default.Frame));
            }

            double took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            double pause = Math.Max(1 / FramesPerSecond, Run.Status == "playing" ? Math.Min(took / Share, 0.5) : 0);
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
