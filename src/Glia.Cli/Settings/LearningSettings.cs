using Glia.Tabular;

namespace Glia.Cli.Settings;

/// <summary>How the network learns.</summary>
internal static class LearningSettings
{
    private const string Group = "Learning";

    public static IReadOnlyList<Setting> All { get; } =
    [
        Text("optimizer", "NAME", "adam, adamw(decay=0.01), sgd, momentum(momentum=0.9), nesterov or rmsprop",
            fit => fit.Optimizer, (fit, value) => fit with { Optimizer = value }),
        Number("learning_rate", "RATE", "Size of a step", fit => fit.LearningRate, (fit, value) => fit with { LearningRate = value }),
        Text("schedule", "NAME", "Course of the learning rate: constant, step(every=30, factor=0.1), cosine(warmup=5), one_cycle or plateau(factor=0.1, patience=10)",
            fit => fit.Schedule, (fit, value) => fit with { Schedule = value }),
        Whole("epochs", "COUNT", "The most passes over the training rows", fit => fit.Epochs, (fit, value) => fit with { Epochs = value }),
        Whole("batch_size", "ROWS", "Rows of a step; 0: a sixteenth of the training rows, but 16 to 200",
            fit => fit.BatchSize, (fit, value) => fit with { BatchSize = value }),
        Whole("patience", "EPOCHS", "Epochs without improvement after which to stop; 0: never",
            fit => fit.Patience, (fit, value) => fit with { Patience = value }),
        Number("minimum_improvement", "LOSS", "How far the loss has to fall to count as an improvement",
            fit => fit.MinimumImprovement, (fit, value) => fit with { MinimumImprovement = value }),
        Number("clip_norm", "NORM", "Longest gradient; 0: no limit", fit => fit.ClipNorm, (fit, value) => fit with { ClipNorm = value }),
        Number("clip_value", "VALUE", "Largest single value of a gradient; 0: no limit",
            fit => fit.ClipValue, (fit, value) => fit with { ClipValue = value }),
        Number("l1", "LAMBDA", "Penalty on the size of weights: drives them to 0", fit => fit.L1, (fit, value) => fit with { L1 = value }),
        Number("l2", "LAMBDA", "Penalty on the square of weights: keeps them small",
            fit => fit.L2, (fit, value) => fit with { L2 = value }),
        new(Group, "seed", "NUMBER", "Source of all chance: the same seed gives the same weights",
            plan => SettingValue.Of(plan.Fit.Seed), (plan, input) => plan with { Fit = plan.Fit with { Seed = input.Seed() } }),
        Whole("ensemble", "COUNT", "Networks to train, with the seeds from --seed on and on the same rows, whose predictions are averaged; 1: a single one",
            fit => fit.Ensemble, (fit, value) => fit with { Ensemble = value }),
        Whole("threads", "COUNT", "Threads; 0: one a processor. The weights do not depend on it",
            fit => fit.Threads, (fit, value) => fit with { Threads = value }),
    ];

    private static Setting Text(string name, string valueName, string help, Func<FitOptions, string> get, Func<FitOptions, string, FitOptions> set) =>
        new(Group, name, valueName, help, plan => SettingValue.Of(get(plan.Fit)), (plan, input) => plan with { Fit = set(plan.Fit, input.Text()) });

    private static Setting Whole(string name, string valueName, string help, Func<FitOptions, int> get, Func<FitOptions, int, FitOptions> set) =>
        new(Group, name, valueName, help, plan => SettingValue.Of(get(plan.Fit)), (plan, input) => plan with { Fit = set(plan.Fit, input.Whole()) });

    private static Setting Number(string name, string valueName, string help, Func<FitOptions, double> get, Func<FitOptions, double, FitOptions> set) =>
        new(Group, name, valueName, help, plan => SettingValue.Of(get(plan.Fit)), (plan, input) => plan with { Fit = set(plan.Fit, input.Number()) });
}
