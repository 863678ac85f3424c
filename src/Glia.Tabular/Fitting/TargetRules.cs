namespace Glia.Tabular;

/// <summary>Which options go with how many targets.</summary>
internal static class TargetRules
{
    public static void Check(FitOptions options, Schema schema)
    {
        if (options.Thresholds is { Count: > 0 } thresholds)
        {
            if (schema.Task is not TaskKind.Multilabel)
            {
                throw new GliaException($"thresholds are given by label ({thresholds.Keys.First()}, …), and there are not several labels here; give one threshold.");
            }

            string[] labels = [.. schema.Targets.Select(target => target.Name)];
            if (thresholds.Keys.FirstOrDefault(label => !labels.Contains(label, StringComparer.Ordinal)) is { } stranger)
            {
                throw new GliaException($"thresholds names '{stranger}', which is none of the targets.{NearNames.Hint(stranger, labels)}");
            }
        }

        if (schema.Task is TaskKind.Multitarget && (options.ClassWeight is not ClassWeighting.None || options.ClassWeights.Count > 0))
        {
            throw new GliaException($"Class weights are given, but the targets are numbers: {schema.Why}.");
        }
    }
}
