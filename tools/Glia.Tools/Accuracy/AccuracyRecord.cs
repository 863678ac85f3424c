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

    /// <summary>The record with the bounds that the function states now for its fast variant: errors were measured then, promises are made today.</summary>
    public AccuracyRecord ByTodaysBounds()
    {
        if (!ActivationCatalog.All.Any(info => info.Name == Name))
        {
            return this;
        }

        double bound = ActivationCatalog.Parse(Name).Info.FastUlps;
        return this with
        {
            Result = Result with
            {
                Quantities = Result.Quantities.ToDictionary(pair => pair.Key, pair => pair.Value == FastValue || pair.Value == FastSlope ? pair.Value with { Bound = bound } : pair.Value, StringComparer.Ordinal),
            },
        };
    }

    /// <summary>The record with what was found anew of other formats and other parameters; what is known of all floats stays.</summary>
    /// <param name="fresh">A verification of the same function, on however few floats.</param>
    public AccuracyRecord WithOthers(ProofResult fresh)
    {
        var quantities = Result.Quantities.Except(Others).Concat(new AccuracyRecord(Name, Stride, Threads, Processor, fresh).Others);
        return this with
        {
            Result = Result with
            {
                Quantities = quantities.ToDictionary(StringComparer.Ordinal),
                Grid = fresh.Grid,
                Kernels = Result.Kernels with { Others = fresh.Kernels.Others },
                Contradictions = [.. Result.Contradictions.Where(said => !said.StartsWith($"{Name}(", StringComparison.Ordinal)).Union(fresh.Contradictions, StringComparer.Ordinal)],
            },
        };
    }

    /// <summary>Why a record does not speak for the function as it is now; null where it does.</summary>
    /// <param name="info">The function.</param>
    /// <param name="record">Its record, if there is one.</param>
    /// <param name="onlyOthers">Whether what the record says of float32 at the default parameters still holds.</param>
    public static string? WhyStale(ActivationInfo info, AccuracyRecord? record, out bool onlyOthers)
    {
        Activation now = ActivationCatalog.Parse(info.Name);
        onlyOthers = false;
        if (record is null)
        {
            return "has no record";
        }

        if (record.Result.Function != now.Text)
        {
            return $"was verified as {record.Result.Function} and is {now.Text} now";
        }

        if (record.Result.Formula != info.Formula)
        {
            return "has another formula than the one verified";
        }

        if (record.Result.NotCovered is not null)
        {
            // A run that ends at once has read the formula, or not.
            return ActivationProof.Run(now, cancel: new CancellationToken(canceled: true)).NotCovered is null ? "could not be verified when it was recorded, and can now" : null;
        }

        KernelHashes then = record.Result.Kernels;
        KernelHashes here = ActivationProof.HashKernels(now);
        onlyOthers = then.Exact == here.Exact && then.Fast == here.Fast;
        return then == here ? null
            : onlyOthers ? "gives other results in other formats or at other parameters than those verified"
            : then.Exact == here.Exact ? "has another fast variant than the one verified"
            : "gives other values or slopes than those verified";
    }
}
