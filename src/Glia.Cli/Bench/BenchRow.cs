namespace Glia.Cli.Bench;

/// <summary>One thing measured.</summary>
/// <param name="Group">What kind: <c>machine</c>, <c>kernel</c>, <c>product</c> or <c>training</c>.</param>
/// <param name="Name">What.</param>
/// <param name="Rate">How fast.</param>
/// <param name="Unit">In what unit.</param>
/// <param name="Share">The share of what the machine can do; null where nothing bounds it.</param>
/// <param name="Of">Of what: <c>peak</c> (multiply-adds) or <c>copy</c> (memory); empty without a share.</param>
internal sealed record BenchRow(string Group, string Name, double Rate, string Unit, double? Share = null, string Of = "");
