using Glia.Kernels.Activations;
using Glia.Verification;

namespace Glia.Tools.Accuracy;

/// <summary>What one verification found, and where and how densely it ran.</summary>
/// <param name="Name">The function's name in the catalogue; it was verified at its default parameters.</param>
/// <param name="Stride">Every n-th float was tried; 1 is all of them. Without meaning for functions of rows.</param>
/// <param name="Threads">How many threads worked.</param>
/// <param name="Processor">The processor's name.</param>
/// <param name="Result">What was found.</param>
internal sealed record AccuracyRecord(string Name, long Stride, int Threads, string Processor, ProofResult Result)
{
    public QuantityResult? Value => Result.Quantities.GetValueOrDefault("value");

    public QuantityResult? Slope => Result.Quantities.GetValueOrDefault("slope");

    public QuantityResult? FastValue => Result.Quantities.GetValueOrDefault("fast value");

    public QuantityResult? FastSlope => Result.Quantities.GetValueOrDefault("fast slope");

    /// <summary>Gets a value indicating whether value and slope are right on every input tried; the fast variant is another matter.</summary>
    public bool IsRight => Result is { NotCovered: null, IsComplete: true, Contradictions.Count: 0 } && Value!.IsWithin && Slope!.IsWithin;

    /// <summary>Gets a value indicating whether the fast variant keeps its bound on every input tried.</summary>
    public bool IsFastWithin => (FastValue?.IsWithin ?? true) && (FastSlope?.IsWithin ?? true);

    /// <summary>Gets what was found at other parameters, of gradients of parameters, and in other formats.</summary>
    public IEnumerable<KeyValuePair<string, QuantityResult>> Others => Result.Quantities.Where(pair => pair.Key is not ("value" or "slope" or "fast value" or "fast slope"));

    /// <summary>Gets a value indicating whether these keep their bounds.</summary>
    public bool AreOthersWithin => Others.All(pair => pair.Value.IsWithin);

    /// <summary>Why a record does not speak for the function as it is now; null where it does.</summary>
    public static string? WhyStale(ActivationInfo info, AccuracyRecord? record)
    {
        Activation now = ActivationCatalog.Parse(info.Name);
        return record switch
        {
            null => "has no record",
            _ when record.Result.Function != now.Text => $"was verified as {record.Result.Function} and is {now.Text} now",
            _ when record.Result.Formula != info.Formula => "has another formula than the one verified",
            _ when record.Result.NotCovered is null && record.Result.KernelHash != ActivationProof.KernelHash(now) => "has other kernels than those verified",
            _ => null,
        };
    }
}
