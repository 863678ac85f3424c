using System.Globalization;
using Glia.Health;
using Glia.Health.Causes;
using Glia.Health.Deaths;
using Glia.Health.Treatments;
using Glia.Kernels.Activations;

namespace Glia.Studio.Live;

/// <summary>What the libraries found, as the page gets it.</summary>
internal static class Words
{
    public static FindingLook Of(Finding finding) => new(
        finding.Problem, finding.Layer, finding.Units.Count, Lower(finding.Proof), finding.Evidence, finding.Advice, finding.ChainRule);

    public static CauseLook Of(CauseReport cause) => new(
        cause.Problem, cause.Layer, cause.Units, cause.Summary, cause.Earliest?.Text,
        [.. cause.Experiments.Prepend(cause.Unchanged).Select(each => new ExperimentLook(each.Factor, each.Text, each.WasRun, each.Suffices, each.Live, Curve.Finite(each.Loss), each.Seconds))],
        [.. cause.Chain.Select(link => string.Create(CultureInfo.InvariantCulture, $"step {link.Step}: {link.Text}"))]);

    public static TrialLook Of(Trial trial) => new(trial.Name, trial.What, Lower(trial.Outcome), Curve.Finite(trial.HeldLoss), trial.DeadUnits, trial.Findings);

    public static DeathLook Of(UnitDeath death) => new(
        death.Step, death.Epoch, death.BiasShare, death.WeightShare, death.InputShare,
        Curve.Finite(death.GradientNorm / death.MedianGradientNorm) ?? 0, death.BatchRows, death.IsExact, Say(death));

    public static FunctionLook Of(ActivationInfo info) => new(
        info.Name, info.Formula, info.SlopeFormula, info.Range.ToString(), info.SlopeRange.ToString(), info.Roles.ToString().ToLowerInvariant(), info.KnownFailure, info.Source,
        info.Roles.HasFlag(ActivationRoles.Hidden), info.IsRowwise, info.ChangesWidth,
        [.. info.Parameters.Select(p => new ParameterLook(p.Name, p.Default, Bound(p.Range.Low, p.Default - 5), Bound(p.Range.High, p.Default + 5), p.Meaning, p.IsWhole))]);

    /// <summary>The name of a metric for people.</summary>
    public static string Metric(string name) => name == "r2" ? "R²" : name.Replace('_', ' ');

    public static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static double Bound(double value, double otherwise) => double.IsFinite(value) && Math.Abs(value) < 1e6 ? value : otherwise;

    private static string Say(UnitDeath death)
    {
        (string part, double share) = death.BiasShare >= death.WeightShare && death.BiasShare >= death.InputShare ? ("its bias", death.BiasShare)
            : death.WeightShare >= death.InputShare ? ("its weights", death.WeightShare) : ("what came from the layers before", death.InputShare);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The update of step {death.Step} (epoch {death.Epoch}, {death.BatchRows.Count} rows) moved its highest z from {death.MaxBefore:G3} to {death.MaxAfter:G3}; {share:P0} of the move came through {part}.");
    }
}
