using Glia.Kernels.Randomness;

namespace Glia.Networks.Training;

/// <summary>The training rows of an epoch, batch by batch.</summary>
internal abstract class Batches(int rows, int size) : IDisposable
{
    /// <summary>Steps of an epoch.</summary>
    public int Count { get; } = (int)(((long)rows + size - 1) / size);

    /// <summary>Rows of an epoch.</summary>
    public int AllRows { get; } = rows;

    /// <summary>Rows of the largest batch.</summary>
    public int Size { get; } = size;

    /// <summary>Rows of the batch that is loaded.</summary>
    public int Rows { get; protected set; }

    /// <summary>Inputs of the batch [rows, features].</summary>
    public abstract ReadOnlySpan<float> X { get; }

    /// <summary>Targets of the batch [rows, target width].</summary>
    public abstract ReadOnlySpan<float> Targets { get; }

    /// <summary>Weights of the batch, empty for 1 each.</summary>
    public abstract ReadOnlySpan<float> Weights { get; }

    /// <summary>Which rows of the set are in the batch; empty where the set is not in memory.</summary>
    public abstract ReadOnlySpan<int> Indices { get; }

    /// <summary>Puts the rows into the order of an epoch.</summary>
    public abstract void Shuffle(int epoch);

    /// <summary>Gathers a batch of the epoch and gives its number of rows.</summary>
    public abstract int Load(int batch);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Where the order of every epoch comes from.</summary>
    protected static RandomStream ShufflesOf(ulong seed) => new RandomStream(seed).Split("shuffle");

    /// <summary>Numbers in order, from 0.</summary>
    public static void InOrder(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }
}
