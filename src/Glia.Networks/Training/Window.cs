using Glia.Kernels.Randomness;

namespace Glia.Networks.Training;

/// <summary>Rows of a source in memory, and the order they are taken in.</summary>
internal sealed class Window(IRowSource source, int largest)
{
    private readonly float[] _x = new float[checked(largest * source.Features)];
    private readonly float[] _targets = new float[checked(largest * source.TargetWidth)];
    private readonly float[] _weights = source.HasWeights ? new float[largest] : [];
    private readonly int[] _order = new int[largest];

    /// <summary>Epoch whose order the rows are in; −1 for none.</summary>
    public int Epoch { get; private set; } = -1;

    /// <summary>Number within the epoch.</summary>
    public int Number { get; private set; } = -1;

    public int Rows { get; private set; }

    public void Read(WindowPlan plan, int epoch, int number, RandomStream epochStream, Action<int, ReadOnlyMemory<float>, ReadOnlyMemory<float>> check)
    {
        // One window with all rows holds the same ones in every epoch.
        bool again = plan.Windows == 1 && Number == 0;
        (Epoch, Number) = (-1, -1);
        Rows = plan.Start(number + 1) - plan.Start(number);
        if (!again)
        {
            Fill(plan, number, check);
        }

        Batches.InOrder(_order);
        RandomStream stream = plan.Windows == 1 ? epochStream : epochStream.Split((ulong)number);
        stream.Shuffle(_order.AsSpan(0, Rows));
        (Epoch, Number) = (epoch, number);
    }

    /// <summary>Copies rows, from one of the window's order on, to the front of spans.</summary>
    public void Gather(int first, int rows, Span<float> x, Span<float> targets, Span<float> weights)
    {
        int width = source.Features, targetWidth = source.TargetWidth;
        for (int i = 0; i < rows; i++)
        {
            int row = _order[first + i];
            _x.AsSpan(row * width, width).CopyTo(x[(i * width)..]);
            _targets.AsSpan(row * targetWidth, targetWidth).CopyTo(targets[(i * targetWidth)..]);
            if (_weights.Length > 0)
            {
                weights[i] = _weights[row];
            }
        }
    }

    private void Fill(WindowPlan plan, int number, Action<int, ReadOnlyMemory<float>, ReadOnlyMemory<float>> check)
    {
        int at = 0;
        foreach ((int first, int rows) in plan.Pieces(number))
        {
            Memory<float> targets = _targets.AsMemory(at * source.TargetWidth, rows * source.TargetWidth);
            Memory<float> weights = _weights.Length == 0 ? default : _weights.AsMemory(at, rows);
            source.Read(first, _x.AsSpan(at * source.Features, rows * source.Features), targets.Span, weights.Span);
            check(first, targets, weights);
            at += rows;
        }
    }
}
