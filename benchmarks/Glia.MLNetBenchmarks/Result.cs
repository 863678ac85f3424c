namespace Glia.MLNetBenchmarks;

/// <summary>One trainer on one table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Trainer">The trainer.</param>
/// <param name="Seconds">The median time of a fit.</param>
/// <param name="Metric">What the score is.</param>
/// <param name="Score">On held rows.</param>
internal sealed record Result(string Table, string Trainer, double Seconds, string Metric, double Score);
