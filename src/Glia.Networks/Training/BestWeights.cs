namespace Glia.Networks.Training;

/// <summary>The weights to return: of the epoch with the lowest loss so far, or the last, with the state of layers; at first those before training.</summary>
internal sealed class BestWeights
{
    public BestWeights(Network network)
    {
        Values = network.Values.ToArray();
        State = network.StateValues.ToArray();
    }

    public float[] Values { get; }

    public float[] State { get; }

    /// <summary>The loss they had; +∞ before the first epoch.</summary>
    public double Loss { get; set; } = double.PositiveInfinity;

    /// <summary>Their epoch; 0 before the first.</summary>
    public int Epoch { get; set; }

    /// <summary>Takes the network's weights if the loss is lower than any before.</summary>
    public void Offer(Network network, double loss, int epoch)
    {
        if (loss < Loss)
        {
            Take(network, loss, epoch);
        }
    }

    /// <summary>Takes the network's weights whatever their loss.</summary>
    public void Take(Network network, double loss, int epoch)
    {
        Loss = loss;
        Epoch = epoch;
        network.Values.CopyTo(Values);
        network.StateValues.CopyTo(State);
    }

    public void Restore(Network network)
    {
        Values.CopyTo(network.Values);
        State.CopyTo(network.StateValues);
    }
}
