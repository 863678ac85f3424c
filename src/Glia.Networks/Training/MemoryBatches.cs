using Glia.Kernels.Randomness;

namespace Glia.Networks.Training;

/// <summary>
/// Batches of rows in memory: shuffled anew every epoch, by seed and epoch number only, and gathered into buffers. A batch of
/// all rows is taken as it stands: its order has no meaning.
/// </summary>
internal sealed class MemoryBatches : Batches
{
    private readonly TrainingSet _set;
    private readonly int[] _order;
    private readonly RandomStream _shuffles;
    private readonly float[] _x;
    private readonly float[] _targets;
    private readonly float[] _weights;
    private readonly bool _whole;
    private int _first;

    public MemoryBatches(TrainingSet set, int size, ulong seed)
        : base(set.Rows, Math.Min(size, set.Rows))
    {
        _set = set;
        _whole = Size == set.Rows;
        _shuffles = ShufflesOf(seed);
        _order = new int[set.Rows];
        _x = _whole ? [] : new float[checked(Size * set.Features)];
        _targets = _whole ? [] : new float[Size * set.TargetWidth];
        _weights = _whole || set.Weights.IsEmpty ? [] : new float[Size];
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> X => _whole ? _set.X.Span : _x.AsSpan(0, Rows * _set.Features);

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Targets => _whole ? _set.Targets.Span : _targets.AsSpan(0, Rows * _set.TargetWidth);

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Weights => _whole ? _set.Weights.Span : _weights.AsSpan(0, _weights.Length == 0 ? 0 : Rows);

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Indices => _order.AsSpan(_first, Rows);

    /// <inheritdoc/>
    public override void Shuffle(int epoch) => Order(_order, _whole, _shuffles, epoch);

    /// <summary>The rows of a batch of a training from a seed, without the rows themselves.</summary>
    public static int[] RowsOf(int rows, int size, ulong seed, int epoch, int batch)
    {
        int[] order = new int[rows];
        Order(order, size >= rows, ShufflesOf(seed), epoch);
        return order.AsSpan(batch * size, Math.Min(size, rows - (batch * size))).ToArray();
    }

    private static void Order(int[] order, bool whole, RandomStream shuffles, int epoch)
    {
        InOrder(order);
        if (!whole)
        {
            shuffles.Split((ulong)epoch).Shuffle(order.AsSpan());
        }
    }

    /// <inheritdoc/>
    public override int Load(int batch)
    {
        _first = batch * Size;
        Rows = Math.Min(Size, _set.Rows - _first);
        if (!_whole)
        {
            Gather();
        }

        return Rows;
    }

    private void Gather()
    {
        ReadOnlySpan<float> x = _set.X.Span;
        ReadOnlySpan<float> targets = _set.Targets.Span;
        ReadOnlySpan<float> weights = _set.Weights.Span;
        int width = _set.Features;
        int targetWidth = _set.TargetWidth;
        for (int i = 0; i < Rows; i++)
        {
            int row = _order[_first + i];
            x.Slice(row * width, width).CopyTo(_x.AsSpan(i * width));
            targets.Slice(row * targetWidth, targetWidth).CopyTo(_targets.AsSpan(i * targetWidth));
            if (_weights.Length > 0)
            {
                _weights[i] = weights[row];
            }
        }
    }
}
