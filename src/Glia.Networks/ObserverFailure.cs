namespace Glia.Networks;

/// <summary>An observer threw. Training went on without it, with the same bits as if it had never watched.</summary>
/// <param name="Observer">Name of its class.</param>
/// <param name="Step">The last step made when it threw; 0: before the first.</param>
/// <param name="Error">What it threw.</param>
public sealed record ObserverFailure(string Observer, long Step, Exception Error)
{
    /// <summary>Gets what happened in a sentence: who, when, what.</summary>
    public string Message => Invariant($"{Observer} threw {Error.GetType().Name} at step {Step} and was left out from then on: {Error.Message}");
}
