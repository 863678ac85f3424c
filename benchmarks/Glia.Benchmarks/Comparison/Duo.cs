namespace Glia.Benchmarks.Comparison;

/// <summary>A second thread that waits spinning, so that two threads share a run at once: the least cost any contender could have.</summary>
internal sealed class Duo : IDisposable
{
    private readonly Thread _helper;
    private Action? _work;
    private volatile int _state;

    public Duo()
    {
        _helper = new Thread(Help) { IsBackground = true };
        _helper.Start();
    }

    /// <summary>Runs both at the same time.</summary>
    public void Run(Action here, Action there)
    {
        _work = there;
        _state = 1;
        here();
        while (_state == 1)
        {
            Thread.SpinWait(4);
        }
    }

    public void Dispose()
    {
        _state = -1;
        _helper.Join();
    }

    private void Help()
    {
        while (_state >= 0)
        {
            if (_state == 1)
            {
                _work!();
                _state = 0;
            }
            else
            {
                Thread.SpinWait(4);
            }
        }
    }
}
