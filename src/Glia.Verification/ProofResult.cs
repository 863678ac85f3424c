using System.Globalization;

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

    /// <summary>Gets what is known about each quantity: <c>value</c>, <c>slope</c>, <c>fast value</c>, <c>fast slope</c>;
    /// of the same function in other formats <c>float64 value</c>, <c>float16 slope</c> and the like, <c>float64 subnormal</c> being the results of both below 2⁻¹⁰²²; of other parameters <c>grid value</c>, <c>grid slope</c> and, where
    /// one may be learned, <c>parameter slope</c>.</summary>
    public required IReadOnlyDictionary<string, QuantityResult> Quantities { get; init; }

    /// <summary>Gets the functions at other parameters that were tried: those of <c>grid value</c>.</summary>
    public IReadOnlyList<string> Grid { get; init; } = [];

    /// <summary>Gets how many results had to be settled in arbitrary precision.</summary>
    public required long ArbitraryPrecision { get; init; }

    /// <summary>Gets what contradicts the function's description: monotonicity, range, kinks. Empty if nothing does.</summary>
    public required IReadOnlyList<string> Contradictions { get; init; }

    /// <summary>Gets why the function could not be verified at all: its formula is not one of single elements or rows. Null where it could.</summary>
    public string? NotCovered { get; init; }

    /// <summary>Gets the run time.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets hashes of the kernels' results on a fixed sample: other hashes mean other kernels than those verified.</summary>
    public required KernelHashes Kernels { get; init; }

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
    public required double? WorstInput { get; init; }

    /// <summary>Gets the result there.</summary>
    public required double? WorstResult { get; init; }

    /// <summary>Gets what it should have been.</summary>
    public required double? WorstExpected { get; init; }

    /// <summary>Gets the function with the parameters of the largest error, where the quantity is of several parameters.</summary>
    public string? WorstFunction { get; init; }

    /// <summary>Gets the format of inputs and results: <c>float32</c>, <c>float64</c>, <c>float16</c>, <c>bfloat16</c>.</summary>
    public string Format { get; init; } = "float32";

    /// <summary>Gets the input with the largest error as text that gives back the same number; empty without one.</summary>
    public string WorstInputText => Text(WorstInput);

    /// <summary>Gets the result there as text.</summary>
    public string WorstResultText => Text(WorstResult);

    /// <summary>Gets what it should have been as text.</summary>
    public string WorstExpectedText => Text(WorstExpected);

    /// <summary>Gets the bits of <see cref="WorstInput"/> in hexadecimal; empty without one.</summary>
    public string WorstInputBits => WorstInput is not { } x ? "" : Format switch
    {
        "float64" => $"{BitConverter.DoubleToInt64Bits(x):x16}",
        "float16" => $"{BitConverter.HalfToInt16Bits((Half)x):x4}",
        "bfloat16" => $"{BitConverter.SingleToInt32Bits((float)x) >>> 16:x4}",
        _ => $"{BitConverter.SingleToInt32Bits((float)x):x8}",
    };

    /// <summary>Gets a value indicating whether the promise is kept on everything compared, and everything could be.</summary>
    public bool IsWithin => Unknown == 0 && (Bound > 0.5 ? MaxUlp <= Bound : Misrounded == 0);

    private string Text(double? value) => value is not { } known ? ""
        : Format == "float64" ? known.ToString("R", CultureInfo.InvariantCulture) : ((float)known).ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>How far a verification is.</summary>
/// <param name="Done">The share of inputs tried.</param>
/// <param name="Misrounded">The misrounded results so far.</param>
public readonly record struct ProofProgress(double Done, long Misrounded);
