using Glia.Kernels.Randomness;

namespace Glia.Networks.Training;

/// <summary>
/// Batches of rows that are read in windows: while one window is learned from, another thread reads the next. What is in a batch depends on seed,
/// epoch and size of the windows only. A batch may take its rows from two windows and more.
/// </summary>
internal sealed class WindowBatches : Batches
{
    private readonly StreamedRows _rows;
    private readonly RandomStream _shuffles;
    private readonly Action<int, ReadOnlyMemory<float>, ReadOnlyMemory<float>> _check;
    private readonly float[] _x;
    private readonly float[] _targets;
    private readonly float[] _weights;
    private WindowPlan _plan;
    private Window _current;
    private Window? _next;
    private Task? _reading;
    private int _epoch;

    public WindowBatches(StreamedRows rows, int size, ulong seed, Action<int, ReadOnlyMemory<float>, ReadOnlyMemory<float>> check)
        : base(rows.Source.Rows, Math.Min(size, rows.Source.Rows))
    {
        (_rows, _check) = (rows, check);
        _shuffles = ShufflesOf(seed);
        _plan = Plan(0);
        _current = new Window(rows.Source, _plan.LargestWindow);
        _next = _plan.Windows > 1 ? new Window(rows.Source, _plan.LargestWindow) : null;
        _x = new float[checked(Size * rows.Source.Features)];
        _targets = new float[checked(Size * rows.Source.TargetWidth)];
        _weights = rows.Source.HasWeights ? new float[Size] : [];
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> X => _x.AsSpan(0, Rows * _rows.Source.Features);

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Targets => _targets.AsSpan(0, Rows * _rows.Source.TargetWidth);

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Weights => _weights.AsSpan(0, _weights.Length == 0 ? 0 : Rows);

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Indices => [];

    /// <inheritdoc/>
    public override void Shuffle(int epoch) => (_epoch, _plan) = (epoch, Plan(epoch));

    /// <inheritdoc/>
    public override int Load(int batch)
    {
        int first = batch * Size;
        Rows = Math.Min(Size, AllRows - first);
        int window = _plan.WindowOf(first);
        int filled = 0;
        while (filled < Rows)
        {
            Enter(window);
            int from = first + filled - _plan.Start(window);
            int rows = Math.Min(_current.Rows - from, Rows - filled);
            Span<float> weights = _weights.Length == 0 ? default : _weights.AsSpan(filled);
            _current.Gather(from, rows, _x.AsSpan(filled * _rows.Source.Features), _targets.AsSpan(filled * _rows.Source.TargetWidth), weights);
            filled += rows;
            window++;
        }

        return Rows;
    }

    /// <summary>Waits for a read that is under way: the source may be closed afterwards. How it ended is of no interest any more.</summary>
    public override void Dispose()
    {
        if (_reading is { } reading)
        {
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
            _ = reading.Exception;
        }

        base.Dispose();
    }

    /// <summary>Makes a window of the epoch the current one and starts to read the one after it.</summary>
    private void Enter(int number)
    {
        if (_current.Epoch == _epoch && _current.Number == number)
        {
            return;
        }

        if (_next is null)
        {
            Read(_current, _plan, _epoch, number);
            return;
        }

        Wait();
        (_current, _next) = (_next, _current);
        if (_current.Epoch != _epoch || _current.Number != number)
        {
            Read(_current, _plan, _epoch, number);
        }

        Window ahead = _next;
        bool isLast = number + 1 == _plan.Windows;
        (WindowPlan plan, int epoch, int following) = isLast ? (Plan(_epoch + 1), _epoch + 1, 0) : (_plan, _epoch, number + 1);
        _reading = Task.Run(() => Read(ahead, plan, epoch, following));
    }

    private void Wait()
    {
        Task? reading = _reading;
        _reading = null;
        reading?.GetAwaiter().GetResult();
    }

    private void Read(Window window, WindowPlan plan, int epoch, int number) => window.Read(plan, epoch, number, _shuffles.Split((ulong)epoch), _check);

    private WindowPlan Plan(int epoch) => new(_rows.Source.Rows, _rows.WindowRows, _shuffles.Split((ulong)epoch));
}
