using Glia.Kernels.Activations;
using Glia.Tabular;

namespace Glia.Cli.Settings;

/// <summary>What the network looks like.</summary>
internal static class NetworkSettings
{
    private const string Group = "Network";

    public static IReadOnlyList<Setting> All { get; } =
    [
        new(Group, "hidden", "UNITS", "Units of the hidden layers, first to last: 64,32; empty for a linear model",
            plan => SettingValue.Of(plan.Fit.Hidden.Select(units => Names.Text(units))), (plan, input) => Fit(plan, plan.Fit with { Hidden = input.Wholes() })),
        new(Group, "activation", "NAMES", "Activation of every hidden layer, or one for each with commas between; 'glia activations' lists them",
            GetActivation, SetActivation) { Known = [.. ActivationCatalog.All.Select(info => info.Name)] },
        new(Group, "initialization", "NAME", "Start of the weights: auto (by the activation), he_normal, glorot_uniform, lecun_normal, orthogonal …",
            plan => SettingValue.Of(plan.Fit.Initialization), (plan, input) => Fit(plan, plan.Fit with { Initialization = input.Text() })),
        new(Group, "norm", "NORM", "Normalisation before every hidden activation: none, batch or layer",
            plan => SettingValue.Of(Names.Snake(Norm(plan.Fit).ToString())), SetNorm) { Known = [.. Enum.GetNames<Normalisation>().Select(Names.Snake)] },
        new(Group, "dropout", "SHARE", "Share of hidden outputs set to 0 in a training step",
            plan => SettingValue.Of(plan.Fit.Dropout), (plan, input) => Fit(plan, plan.Fit with { Dropout = input.Number() })),
        new(Group, "loss", "LOSS", "auto (cross-entropy for classes, squared for numbers), absolute, huber(delta=1), quantile:0.9, or poisson for counts",
            plan => SettingValue.Of(plan.Fit.Loss), (plan, input) => Fit(plan, plan.Fit with { Loss = input.Text() })),
        new(Group, "threshold", "PROBABILITY", "From which probability a row is of the second of two classes; LABEL=PROBABILITY, several times, for single ones of several labels",
            GetThreshold, SetThreshold) { IsRepeated = true },
        new(Group, "calibrate", "BOOL", "Make probabilities honest: a temperature fitted on the validation rows divides the logits; labels stay",
            plan => SettingValue.Of(plan.Fit.Calibrate), (plan, input) => Fit(plan, plan.Fit with { Calibrate = input.Flag() })) { Alone = "true" },
    ];

    private enum Normalisation
    {
        None,
        Batch,
        Layer,
    }

    private static RunPlan Fit(RunPlan plan, FitOptions fit) => plan with { Fit = fit };

    private static SettingValue? GetThreshold(RunPlan plan) => plan.Fit.Thresholds is { Count: > 0 } own
        ? SettingValue.Of(own.Select(entry => KeyValuePair.Create(entry.Key, Names.Text(entry.Value))))
        : SettingValue.Of(plan.Fit.Threshold);

    private static RunPlan SetThreshold(RunPlan plan, SettingInput input) => input.Texts.Any(text => text.Contains('=', StringComparison.Ordinal))
        ? Fit(plan, plan.Fit with { Thresholds = input.NumberMap() })
        : Fit(plan, plan.Fit with { Threshold = input.Number(), Thresholds = null });

    private static SettingValue? GetActivation(RunPlan plan) =>
        plan.Fit.Activations.Count > 0 ? SettingValue.Of(plan.Fit.Activations) : SettingValue.Of(plan.Fit.Activation);

    private static RunPlan SetActivation(RunPlan plan, SettingInput input) => input.List() switch
    {
        [] => throw input.Wrong("the name of an activation"),
        [string one] => Fit(plan, plan.Fit with { Activation = one, Activations = [] }),
        var several => Fit(plan, plan.Fit with { Activations = several }),
    };

    private static Normalisation Norm(FitOptions fit) => fit.BatchNorm ? Normalisation.Batch : fit.LayerNorm ? Normalisation.Layer : Normalisation.None;

    private static RunPlan SetNorm(RunPlan plan, SettingInput input)
    {
        Normalisation norm = input.OneOf<Normalisation>();
        return Fit(plan, plan.Fit with { BatchNorm = norm is Normalisation.Batch, LayerNorm = norm is Normalisation.Layer });
    }
}
