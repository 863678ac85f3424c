using System.Runtime.ExceptionServices;

namespace Glia.Kernels.Products;

/// <summary>
/// Threads that share out the outputs of a product. Sums are never split, so results have the same bits with any number of threads.
/// </summary>
/// <remarks>
/// The caller's thread does the first part; the others are background threads that wait between calls. If two threads use one team
/// at the same time, the second does all of its work itself. A call allocates nothing.
/// </remarks>
public sealed unsafe class Team : IDisposable
{
    private readonly Thread[] _helpers;
    private readonly SemaphoreSlim[] _starts;
    private readonly SemaphoreSlim _finished = new(0);
    private readonly Lock _gate = new();
    private delegate*<void*, int, int, void> _run;
    private void* _work;
    private ExceptionDispatchInfo? _failure;
    private bool _ended;

    /// <summary>Initializes a new instance of the <see cref="Team"/> class.</summary>
    /// <param name="threads">How many threads work together, the caller's included; at least 1.</param>
    public Team(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Threads = threads;
        _starts = new SemaphoreSlim[threads - 1];
        _helpers = new Thread[threads - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            int part = i + 1;
            _starts[i] = new SemaphoreSlim(0);
            _helpers[i] = new Thread(() => Help(part)) { IsBackground = true, Name = $"Glia team {part}" };
            _helpers[i].Start();
        }
    }

    /// <summary>Gets how many threads work together, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Ends the threads, after the call under way.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            foreach (SemaphoreSlim start in _starts)
            {
                start.Release();
            }

            foreach (Thread helper in _helpers)
            {
                helper.Join();
            }

            foreach (SemaphoreSlim start in _starts)
            {
                start.Dispose();
            }

            _finished.Dispose();
        }
    }

    /// <summary>Does all parts of the work and returns when the last is done. The first exception of a part is thrown here.</summary>
    /// <typeparam name="TWork">The work; a struct without references, because helpers read it from the caller's stack.</typeparam>
    /// <param name="work">The work.</param>
    internal void Run<TWork>(TWork work)
        where TWork : unmanaged, ITeamWork
    {
        if (!_gate.TryEnter())
        {
            RunAlone(work);
            return;
        }

        try
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_helpers.Length == 0)
            {
                RunAlone(work);
                return;
            }

            RunTogether(&work);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private static void Invoke<TWork>(void* work, int part, int parts)
        where TWork : unmanaged, ITeamWork => ((TWork*)work)->Run(part, parts);

    private void RunTogether<TWork>(TWork* work)
        where TWork : unmanaged, ITeamWork
    {
        _run = &Invoke<TWork>;
        _work = work;
        _failure = null;
        foreach (SemaphoreSlim start in _starts)
        {
            start.Release();
        }

        Try(0);
        for (int i = 0; i < _helpers.Length; i++)
        {
            _finished.Wait();
        }

        _work = null;
        _failure?.Throw();
    }

    private void RunAlone<TWork>(TWork work)
        where TWork : unmanaged, ITeamWork
    {
        for (int part = 0; part < Threads; part++)
        {
            work.Run(part, Threads);
        }
    }

    private void Help(int part)
    {
        while (true)
        {
            _starts[part - 1].Wait();
            if (_ended)
            {
                return;
            }

            Try(part);
            _finished.Release();
        }
    }

    private void Try(int part)
    {
        try
        {
            _run(_work, part, Threads);
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }
}
