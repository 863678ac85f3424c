using Glia.Health;

namespace Glia.HealthBoard.Runs;

/// <summary>What a report names as the earliest cause. The board's own view of it, so that reports of other origin could be scored alike.</summary>
internal static class Causes
{
    /// <summary>The factor that the report names as the earliest that suffices alone; null where it names none.</summary>
    public static string? Earliest(HealthReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return null;
    }
}
