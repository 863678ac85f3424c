using System.Runtime.ExceptionServices;

namespace Glia.Kernels.Products;

/// <summary>
/// Threads that share out the outputs of a product. Sums are never split, so results have the same bits with any number of threads.
/// </summary>
/// <remarks>
/// Work goes in pieces (<see cref="Piece"/>), the first of them on the caller's thread; the others are background threads, which look out for the next call for a while (steps of a training
/// follow each other within microseconds) and then sleep: an idle team uses no processor. If two threads use one team at the same time,
/// the second does all of its work itself. A call allocates nothing.
/// </remarks>
public sealed unsafe class Team : IDisposable
{
    private readonly Helper[] _helpers;
    private readonly Lock _gate = new();
    private delegate*<void*, Piece, void> _run;
    private void* _work;
    private ITeamWork? _shared;
    private ExceptionDispatchInfo? _failure;
    private int _call;
    private int _running;
    private bool _even;
    private int _pieces;
    private int _taken;
    private bool _ended;

    /// <summary>Initializes a new instance of the <see cref="Team"/> class.</summary>
    /// <param name="threads">How many threads work together, the caller's included; at least 1.</param>
    public Team(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Threads = threads;
        _helpers = new Helper[threads - 1];
        for (int i = 0; i < _helpers.Length; i++)
        {
            _helpers[i] = new Helper(this, i + 1);
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
            Volatile.Write(ref _call, _call + 1);
            foreach (Helper helper in _helpers)
            {
                helper.Dispose();
            }
        }
    }

    /// <summary>Does all pieces of the work and returns when the last is done. The first exception of a piece is thrown here.</summary>
    /// <typeparam name="TWork">The work; a struct without references, because helpers read it from the caller's stack.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="even">Whether each thread gets one piece, all of the same size, because small ones would cost too much.</param>
    internal void Run<TWork>(TWork work, bool even = false)
        where TWork : unmanaged, ITeamWork
    {
        if (!_gate.TryEnter())
        {
            work.Run(Piece.All);
            return;
        }

        try
        {
            _work = &work;
            RunTogether(&Invoke<TWork>, even);
        }
        finally
        {
            _work = null;
            _gate.Exit();
        }
    }

    /// <summary>As <see cref="Run{TWork}"/>, for work that is an object.</summary>
    /// <param name="work">The work.</param>
    internal void Share(ITeamWork work)
    {
        if (!_gate.TryEnter())
        {
            work.Run(Piece.All);
            return;
        }

        try
        {
            _shared = work;
            RunTogether(null, even: false);
        }
        finally
        {
            _work = null;
            _shared = null;
            _gate.Exit();
        }
    }

    private static void Invoke<TWork>(void* work, Piece piece)
        where TWork : unmanaged, ITeamWork => ((TWork*)work)->Run(piece);

    private void RunTogether(delegate*<void*, Piece, void> run, bool even)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _run = run;
        _failure = null;
        _even = even;
        _pieces = Piece.Count(Threads, even);
        _taken = Threads;
        Volatile.Write(ref _running, _helpers.Length);

        // From here on helpers run; what they read was written before.
        Volatile.Write(ref _call, _call + 1);
        foreach (Helper helper in _helpers)
        {
            helper.Wake();
        }

        Try(0);
        SpinWait wait = default;
        while (Volatile.Read(ref _running) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        _failure?.Throw();
    }

    /// <summary>Does a thread's own piece, and then those that nobody has taken.</summary>
    private void Try(int thread)
    {
        try
        {
            for (int number = thread; number < _pieces; number = Interlocked.Increment(ref _taken) - 1)
            {
                var piece = Piece.Of(number, Threads, _even);
                if (_shared is { } shared)
                {
                    shared.Run(piece);
                }
                else
                {
                    _run(_work, piece);
                }
            }
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }

    /// <summary>One of the other threads.</summary>
    private sealed class Helper : IDisposable
    {
        /// <summary>How long to look out for a call before sleeping, 50 µs at some 10 ns a look: about two steps of a small network.</summary>
        private const int Looks = 5000;

        private readonly Team _team;
        private readonly int _number;
        private readonly Thread _thread;
        private readonly SemaphoreSlim _bell = new(0);
        private int _asleep;

        public Helper(Team team, int number)
        {
            _team = team;
            _number = number;
            _thread = new Thread(Help) { IsBackground = true, Name = $"Glia team {number}" };
            _thread.Start();
        }

        /// <summary>Called after the call's number has changed.</summary>
        public void Wake()
        {
            if (Interlocked.Exchange(ref _asleep, 0) == 1)
            {
                _bell.Release();
            }
        }

        public void Dispose()
        {
            Wake();
            _thread.Join();
            _bell.Dispose();
        }

        private void Help()
        {
            int seen = 0;
            while (true)
            {
                Await(seen);
                seen++;
                if (_team._ended)
                {
                    return;
                }

                _team.Try(_number);
                Interlocked.Decrement(ref _team._running);
            }
        }

        /// <summary>Returns when there has been another call, and then only.</summary>
        private void Await(int seen)
        {
            while (!Seen(seen))
            {
                Interlocked.Exchange(ref _asleep, 1);

                // A call between the last look and the line above has not rung; one after it has, or will. A bell may also ring late: for a
                // call whose caller was interrupted before it woke this helper, and which this helper has done since. Hence the loop.
                if (Volatile.Read(ref _team._call) == seen || Interlocked.Exchange(ref _asleep, 0) == 0)
                {
                    _bell.Wait();
                }
            }
        }

        /// <summary>Looks out for another call for a while.</summary>
        private bool Seen(int seen)
        {
            for (int look = 0; look < Looks; look++)
            {
                if (Volatile.Read(ref _team._call) != seen)
                {
                    return true;
                }

                Thread.SpinWait(1);
            }

            return false;
        }
    }
}
