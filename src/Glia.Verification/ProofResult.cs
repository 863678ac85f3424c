namespace Glia.Verification;

/// <summary>What a verification found out about one function at its parameters.</summary>
public sealed record ProofResult
{
    /// <summary>Gets the function with all parameters.</summary>
    public required string Function { get; init; }

    /// <summary>Gets the formula that was verified: value and, by differentiation, slope.</summary>
    public required string Formula { get; init; }

    /// <summary>Gets how many inputs were tried; 2³² are all. For functions of rows, the elements of all rows.</summary>
    public required long Inputs { get; init; }

    /// <summary>Gets a value indicating whether all inputs that were asked for were tried.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Gets what is known about each quantity: <c>value</c>, <c>slope</c>, <c>fast value</c>, <c>fast slope</c>, <c>parameter slope</c>.</summary>
    public required IReadOnlyDictionary<string, QuantityResult> Quantities { get; init; }

    /// <summary>Gets how many results had to be settled in arbitrary precision.</summary>
    public required long ArbitraryPrecision { get; init; }

    /// <summary>Gets what contradicts the function's description: monotonicity, range, kinks. Empty if nothing does.</summary>
    public required IReadOnlyList<string> Contradictions { get; init; }

    /// <summary>Gets why the function could not be verified at all: its formula is not one of single elements or rows. Null where it could.</summary>
    public string? NotCovered { get; init; }

    /// <summary>Gets the run time.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets a hash of the kernels' results on a fixed sample: another hash means other kernels than those verified.</summary>
    public required string KernelHash { get; init; }

    /// <summary>Gets a value indicating whether every input asked for is the correctly rounded one (fast variants: within their bound), and nothing contradicts.</summary>
    public bool IsProved => NotCovered is null && IsComplete && Contradictions.Count == 0 && Quantities.Values.All(quantity => quantity.IsWithin);
}

/// <summary>What is known about one quantity.</summary>
public sealed record QuantityResult
{
    /// <summary>Gets how many results were judged.</summary>
    public required long Compared { get; init; }

    /// <summary>Gets how many results are not the correctly rounded real value.</summary>
    public required long Misrounded { get; init; }

    /// <summary>Gets how many results could not be judged.</summary>
    public required long Unknown { get; init; }

    /// <summary>Gets the largest error in units of the last place; 0.5 where everything is correctly rounded.</summary>
    public required double MaxUlp { get; init; }

    /// <summary>Gets the largest error that is promised: 0.5 means correct rounding.</summary>
    public required double Bound { get; init; }

    /// <summary>Gets the input with the largest error, if there is a misrounded one.</summary>
    public required float? WorstInput { get; init; }

    /// <summary>Gets the result there.</summary>
    public required float? WorstResult { get; init; }

    /// <summary>Gets what it should have been.</summary>
    public required float? WorstExpected { get; init; }

    /// <summary>Gets a value indicating whether the promise is kept on everything compared, and everything could be.</summary>
    public bool IsWithin => Unknown == 0 && (Bound > 0.5 ? MaxUlp <= Bound : Misrounded == 0);
}

/// <summary>How far a verification is.</summary>
/// <param name="Done">The share of inputs tried.</param>
/// <param name="Misrounded">The misrounded results so far.</param>
public readonly record struct ProofProgress(double Done, long Misrounded);
