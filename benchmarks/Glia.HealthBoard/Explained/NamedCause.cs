using Glia.Health;
using Glia.Health.Causes;

namespace Glia.HealthBoard.Explained;

/// <summary>What a report names as the cause of a failure, in the words of the case files.</summary>
/// <param name="Factor">The factor of the earliest link; null: none is named.</param>
/// <param name="Word">The word that accepted sets use for it.</param>
/// <param name="Problem">The finding it was named for.</param>
/// <param name="Said">The report's sentence.</param>
/// <param name="Chain">The events of that finding, in the order of time.</param>
internal sealed record NamedCause(string? Factor, string Word, string Problem, string Said, IReadOnlyList<ChainLink> Chain)
{
    /// <summary>Factors of experiments by the word that case files have for them.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["inputs_centred"] = "centring",
        ["start_rescaled"] = "initialization",
        ["start_redrawn"] = "initialization",
        ["biases_reset"] = "bias",
        ["biases_frozen"] = "bias",
        ["warm_up"] = "warm_up",
        ["learning_rate_tenth"] = "learning_rate",
        ["learning_rate_half"] = "learning_rate",
        ["learning_rate_thousandth"] = "learning_rate",
        ["gradient_clipped"] = "clipping",
        ["epsilon_tiny"] = "epsilon",
        ["decay_off"] = "decay",
        ["batch_left_out"] = "batch",
        ["normalisation"] = "normalization",
        ["residual"] = "residual",
        ["other_activation"] = "activation",
    };

    /// <summary>
    /// The verdict on the first finding for which one is reached: findings come with the earliest link of a chain first. Only where all
    /// verdicts are "another network would learn" is the first of these taken, since that cures and names no cause.
    /// </summary>
    public static NamedCause Of(HealthReport report)
    {
        CauseReport[] named = [.. report.Causes.Where(cause => cause.Earliest is not null)];
        CauseReport? first = named.FirstOrDefault(cause => cause.Earliest!.Kind != CauseKind.Structure) ?? (named.Length > 0 ? named[0] : report.Causes.Count > 0 ? report.Causes[0] : null);
        return first is null
            ? new NamedCause(null, "none", "none", "no experiments", [])
            : new NamedCause(first.Earliest?.Factor, InWords(first.Earliest?.Factor), first.Problem, first.Summary, first.Chain);
    }

    /// <summary>Whether the events happened, and none before the one named before it.</summary>
    public bool Has(IReadOnlyList<string> events)
    {
        long[] steps = [.. events.Select(name => Chain.FirstOrDefault(link => link.Event == name)?.Step ?? -1)];
        return steps.All(step => step >= 0) && steps.SequenceEqual(steps.Order());
    }

    private static string InWords(string? factor) => factor is null ? "none" : Words.GetValueOrDefault(factor, factor);
}
