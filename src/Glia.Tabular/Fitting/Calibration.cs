using System.Globalization;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>
/// Temperature scaling: logits are divided by the T that makes the log loss on the validation rows smallest, see <see cref="TemperatureFit"/>; of several labels each by its own, since each is a question
/// of its own. Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, section 4.2.
/// </summary>
internal static class Calibration
{
    /// <summary>The 95 % point of χ² with one degree of freedom.</summary>
    private const double WilksPoint = 3.841;

    public static void Check(FitOptions options, PreparedFit fit)
    {
        if (options.Calibrate && fit.Schema.Task is TaskKind.Regression or TaskKind.Multitarget)
        {
            string numbers = fit.Schema.SeveralTargets is null ? $"'{fit.Schema.Target}' is a number" : $"{TargetNames.Quoted([.. fit.Schema.Targets.Select(target => target.Name)], "and")} are numbers";
            throw new GliaException($"calibrate makes the probabilities of classes honest, and {numbers}; leave it out.");
        }

        if (options.Calibrate && fit.Validation.Set is null)
        {
            throw new GliaException($"{fit.Source} leaves no validation rows, and calibrate fits the temperature on them; give more rows or a larger validation.");
        }
    }

    /// <summary>Fits on the validation rows, and judges before and after on validation and test rows; nothing of all this where it is not asked for.</summary>
    public static CalibrationOutcome Of(FitOptions options, IReadOnlyList<Network> members, Schema schema, OutputScale scale, FitPart validation, FitPart test)
    {
        scale = scale.Uncalibrated;
        if (!options.Calibrate || validation.Set is null)
        {
            return new CalibrationOutcome(scale);
        }

        HeldLogits[][] parts = [.. new[] { validation, test }.Where(part => part.Set is not null).Select(part => HeldLogits.Of(members, part, schema))];
        (OutputScale Scale, CalibrationRecord Record)[] each =
            [.. schema.Targets.Select((target, t) => Fit([.. parts.Select(part => part[t])], HeldLogits.Alone(schema, target), scale.Of(t)))];
        return schema.SeveralTargets is null
            ? new CalibrationOutcome(each[0].Scale) { Record = each[0].Record }
            : new CalibrationOutcome(scale with { Targets = [.. each.Select(one => one.Scale)] })
            {
                ByTarget = schema.Targets.Zip(each).ToDictionary(pair => pair.First.Name, pair => pair.Second.Record, StringComparer.Ordinal),
            };
    }

    /// <summary>One target. The first part is the one that is fitted on.</summary>
    private static (OutputScale Scale, CalibrationRecord Record) Fit(IReadOnlyList<HeldLogits> parts, Schema schema, OutputScale plain)
    {
        HeldLogits held = parts[0];
        (double temperature, string? note) = TemperatureFit.Of(held.Logits, held.Actual, schema.Classes.Count, held.Weights, held.Members);
        OutputScale calibrated = note is null ? plain with { Temperature = temperature } : plain;
        if (note is null && NoGain(Judge(held, schema, plain, calibrated)) is string why)
        {
            (temperature, note, calibrated) = (1, why, plain);
        }

        return (calibrated, new CalibrationRecord(temperature, note, parts.ToDictionary(part => part.Name, part => Judge(part, schema, plain, calibrated), StringComparer.Ordinal)));
    }

    /// <summary>
    /// Why a fitted temperature is not taken; null where it is. T = 1 stands unless a likelihood-ratio test refutes it at 5 %: 2·n·(log loss at 1 − log loss at T) has to exceed
    /// the 95 % point of χ² with one degree of freedom (Wilks, "The large-sample distribution of the likelihood ratio for testing composite hypotheses", Annals of Mathematical
    /// Statistics 9, 1938). One number fitted to few rows lowers their own loss always, and that of other rows only where there was something to mend.
    /// </summary>
    private static string? NoGain(CalibrationScores held)
    {
        double ratio = 2 * held.Rows * (held.LogLossBefore - held.LogLossAfter);
        return ratio > WilksPoint ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"on {held.Rows} validation rows the best temperature changes the log loss from {held.LogLossBefore:G4} to {held.LogLossAfter:G4}, which chance does, too (likelihood ratio {ratio:G3}, {WilksPoint:G3} needed)");
    }

    private static CalibrationScores Judge(HeldLogits part, Schema schema, OutputScale plain, OutputScale calibrated)
    {
        (double LogLoss, double Error, IReadOnlyList<Metrics.ReliabilityBin> Bins) Of(OutputScale scale)
        {
            (int[] chosen, float[] probabilities) = ClassificationModel.Decide(part.Logits, schema, scale, part.Members);
            double[] p = Array.ConvertAll(probabilities, value => (double)value);
            return (Metrics.LogLoss.Of(part.Actual, p, schema.Classes.Count, part.Weights, Metrics.LogLoss.SingleClip),
                Metrics.CalibrationError.Of(part.Actual, chosen, p, schema.Classes.Count, part.Weights),
                Metrics.CalibrationError.Reliability(part.Actual, chosen, p, schema.Classes.Count, part.Weights));
        }

        var (before, after) = (Of(plain), Of(calibrated));
        return new CalibrationScores(part.Actual.Length, before.LogLoss, after.LogLoss, before.Error, after.Error) { BinsBefore = before.Bins, BinsAfter = after.Bins };
    }
}

/// <summary>What calibrating gives: what stands between outputs and predictions then, and what it came to, of one target or of each of several.</summary>
internal sealed record CalibrationOutcome(OutputScale Scale)
{
    public CalibrationRecord? Record { get; init; }

    public IReadOnlyDictionary<string, CalibrationRecord>? ByTarget { get; init; }
}
