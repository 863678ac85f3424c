using Glia.HealthBoard.Results;

namespace Glia.HealthBoard.Runs;

/// <summary>What one training came to.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Setup">What was varied, for a reader.</param>
/// <param name="Score">Accuracy or R² on held rows.</param>
/// <param name="Problems">Problems of the findings.</param>
/// <param name="Alarms">Problems of the findings that say the network does not learn or will not: all but true notes about single dead units.</param>
/// <param name="LargestDeadShare">Largest share of a layer called dead.</param>
/// <param name="Units">Units beside the truth; null where values are no numbers.</param>
/// <param name="DeadShare">Share of all rectifier units that fire on no row.</param>
/// <param name="Rules">Comparator to the rules that fired and the first step each did; a tool that does not judge such tasks is missing.</param>
internal sealed record RunOutcome(
    ulong Seed,
    string Setup,
    double Score,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Alarms,
    double LargestDeadShare,
    UnitTally? Units,
    double DeadShare,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Rules);
