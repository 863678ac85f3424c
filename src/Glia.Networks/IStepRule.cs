namespace Glia.Networks;

/// <summary>
/// Intervenes in the steps of a training, at named moments: what an experiment needs that no option says. All calls come from the training
/// thread. A rule that answers as the defaults do changes no bit.
/// </summary>
public interface IStepRule
{
    /// <summary>Says with which learning rate a step is made.</summary>
    /// <param name="step">Number of the step, the first is 1.</param>
    /// <param name="rate">The rate that options and schedule give.</param>
    /// <returns>The rate to use.</returns>
    double LearningRate(long step, double rate) => rate;

    /// <summary>
    /// Says whether the update of a step is made. The step counts all the same, but what the optimizer remembers stays as it was: the
    /// batch is left out. (Running statistics of normalisation layers have seen it.)
    /// </summary>
    /// <param name="step">Number of the step.</param>
    /// <returns>False to leave it out.</returns>
    bool Updates(long step) => true;

    /// <summary>An update has been made; observers come after this.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="network">The network, writable: parameters put back to older values are frozen.</param>
    void Updated(long step, Network network)
    {
    }

    /// <summary>Says whether the training ends with a step, with the weights as they stand: see <see cref="StopReason.Stopped"/>.</summary>
    /// <param name="step">Number of the step just made.</param>
    /// <returns>True to end.</returns>
    bool Ends(long step) => false;
}
