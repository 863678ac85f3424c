namespace Glia.Tabular;

/// <summary>Which options go with how many targets.</summary>
internal static class TargetRules
{
    /// <summary>What is said where several targets would have to be streamed.</summary>
    public static GliaException Streamed(string source, IReadOnlyList<string> targets) => new(
        $"{source} is larger than the memory allowed, so its rows would be streamed, and a streamed training has one target. Give more memory, or fewer rows, or train a model for each of {TargetNames.Quoted(targets, "and")}.");

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

        if (schema.SeveralTargets is null)
        {
            return;
        }

        if (options.ClassWeight is not ClassWeighting.None || options.ClassWeights.Count > 0)
        {
            throw new GliaException(schema.Task is TaskKind.Multilabel
                ? "Class weights weigh whole rows, and with several labels a row is of several classes at once; leave them out, weigh rows by a column (sample_weight), or set a threshold for each label."
                : $"Class weights are given, but the targets are numbers: {schema.Why}.");
        }

        if (options.Ensemble > 1)
        {
            throw new GliaException($"ensemble averages networks of one target, and there are {schema.Targets.Count} here; leave it out, or train an ensemble for each.");
        }

        if (options.Calibrate)
        {
            throw new GliaException($"calibrate fits one temperature for the classes of one target, and there are {schema.Targets.Count} here; leave it out, or train a model for each.");
        }
    }
}
