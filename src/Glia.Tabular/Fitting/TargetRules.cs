using System.Globalization;

namespace Glia.Tabular;

/// <summary>Which options go with which targets.</summary>
internal static class TargetRules
{
    public static void Check(FitOptions options, Schema schema)
    {
        CheckThreshold(options, schema);
        if (options.Thresholds is { Count: > 0 } thresholds)
        {
            if (schema.Task is TaskKind.Binary)
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

    // One half is what every classifier of two classes has unless told: a written-out default asks for nothing, whatever the target is.
    private static void CheckThreshold(FitOptions options, Schema schema)
    {
        string? asked = options.Threshold != new FitOptions().Threshold ? string.Create(CultureInfo.InvariantCulture, $"threshold is {options.Threshold}")
            : options.Thresholds is { Count: > 0 } own ? string.Create(CultureInfo.InvariantCulture, $"threshold is {own.First().Value} for '{own.First().Key}'")
            : null;
        if (asked is null || schema.Task is TaskKind.Binary or TaskKind.Multilabel)
        {
            return;
        }

        string instead = schema.Task is TaskKind.Multiclass
            ? "the most probable class is predicted; class_weight makes a class weigh more"
            : "a number is predicted as it is; make two classes of the target to have a threshold";
        throw new GliaException($"{asked}, which decides between two classes, but {schema.Why}. Leave threshold out: {instead}.");
    }
}
