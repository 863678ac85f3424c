using Glia.Kernels.Randomness;

namespace Glia.Networks.Training;

/// <summary>
/// The rows of a set in batches: shuffled anew every epoch, by seed and epoch number only, and gathered into buffers. A batch of
/// all rows is taken as it stands: its order has no meaning.
/// </summary>
internal sealed class Batches
{
    private readonly TrainingSet _set;
    private readonly int[] _order;
    private readonly RandomStream _shuffles;
    private readonly float[] _x;
    private readonly float[] _targets;
    private readonly float[] _weights;
    private readonly int _size;
    private readonly bool _whole;
    private int _first;

    public Batches(TrainingSet set, int size, ulong seed)
    {
        _set = set;
        _size = Math.Min(size, set.Rows);
        _whole = _size == set.Rows;
        Count = (set.Rows + _size - 1) / _size;
        _shuffles = new RandomStream(seed).Split("shuffle");
        _order = new int[set.Rows];
        _x = _whole ? [] : new float[checked(_size * set.Features)];
        _targets = _whole ? [] : new float[_size * set.TargetWidth];
        _weights = _whole || set.Weights.IsEmpty ? [] : new float[_size];
    }

    /// <summary>Steps of an epoch.</summary>
    public int Count { get; }

    /// <summary>Rows of the largest batch.</summary>
    public int Size => _size;

    /// <summary>Rows of the batch that is loaded.</summary>
    public int Rows { get; private set; }

    /// <summary>Inputs of the batch [rows, features].</summary>
    public ReadOnlySpan<float> X => _whole ? _set.X.Span : _x.AsSpan(0, Rows * _set.Features);

    /// <summary>Targets of the batch [rows, target width].</summary>
    public ReadOnlySpan<float> Targets => _whole ? _set.Targets.Span : _targets.AsSpan(0, Rows * _set.TargetWidth);

    /// <summary>Weights of the batch, empty for 1 each.</summary>
    public ReadOnlySpan<float> Weights => _whole ? _set.Weights.Span : _weights.AsSpan(0, _weights.Length == 0 ? 0 : Rows);

    /// <summary>Which rows of the set are in the batch.</summary>
    public ReadOnlySpan<int> Indices => _order.AsSpan(_first, Rows);

    /// <summary>Puts the rows into the order of an epoch.</summary>
    public void Shuffle(int epoch)
    {
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        if (!_whole)
        {
            _shuffles.Split((ulong)epoch).Shuffle(_order.AsSpan());
        }
    }

    /// <summary>Gathers a batch of the epoch and gives its number of rows.</summary>
    public int Load(int batch)
    {
        _first = batch * _size;
        Rows = Math.Min(_size, _set.Rows - _first);
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
