namespace Glia.Benchmarks.Comparison;

/// <summary>Something that is timed beside others.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="Run">One run over the whole array.</param>
internal sealed record Contender(string Name, Action Run);
