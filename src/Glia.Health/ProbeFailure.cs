namespace Glia.Health;

/// <summary>A probe threw. Training and the other probes went on; this one was left out from then on.</summary>
/// <param name="Probe">Name of its class.</param>
/// <param name="Step">The step at which it threw; null: when it was asked for its findings.</param>
/// <param name="Error">What it threw.</param>
public sealed record ProbeFailure(string Probe, long? Step, Exception Error)
{
    /// <summary>Gets what happened, in a sentence.</summary>
    public string Message => Step is { } step
        ? Invariant($"{Probe} threw {Error.GetType().Name} at step {step} and was left out from then on: {Error.Message}")
        : Invariant($"{Probe} threw {Error.GetType().Name} when it was asked for its findings: {Error.Message}");
}
