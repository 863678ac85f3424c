using Glia.Networks;

namespace Glia.Tabular;

/// <summary>What the trainer is told.</summary>
internal static class TrainingPlan
{
    private const int SmallestBatch = 16;
    private const int LargestBatch = 200;
    private const int StepsAnEpoch = 16;

    public static TrainingOptions Options(FitOptions options, int rows, FitRun? run) => new()
    {
        Epochs = options.Epochs,
        BatchSize = options.BatchSize > 0 ? options.BatchSize : Math.Clamp(rows / StepsAnEpoch, SmallestBatch, LargestBatch),
        Optimizer = options.Optimizer,
        LearningRate = options.LearningRate,
        Schedule = options.Schedule,
        ClipNorm = options.ClipNorm,
        ClipValue = options.ClipValue,
        L1 = options.L1,
        L2 = options.L2,
        Patience = options.Patience,
        MinimumImprovement = options.MinimumImprovement,
        Seed = options.Seed,
        Threads = options.Threads,
        CheckpointPath = run?.CheckpointPath ?? run?.ResumeFrom,
        CheckpointEvery = run?.CheckpointEvery ?? 1,
    };

    public static Loss Loss(FitOptions options, PreparedFit fit)
    {
        TaskKind task = fit.Schema.Task;
        string fitting = task switch
        {
            TaskKind.Binary or TaskKind.Multilabel => "binary_cross_entropy",
            TaskKind.Multiclass => "softmax_cross_entropy",
            _ => "squared",
        };
        Loss loss = Networks.Loss.Parse(options.Loss == FitOptions.Auto ? fitting : options.Loss);
        bool isNumber = task is TaskKind.Regression or TaskKind.Multitarget;
        bool ofClasses = loss.Text.EndsWith("cross_entropy", StringComparison.Ordinal);
        return loss.Text == fitting || (isNumber && !ofClasses)
            ? task is TaskKind.Multilabel ? Networks.Loss.ForLabels(fit.PositiveWeights) : loss
            : throw new GliaException(
                $"The loss {loss.Text} does not go with {(isNumber ? "regression: take squared, absolute, huber, quantile or poisson" : $"{task.ToString().ToLowerInvariant()} classification: take {fitting}, or leave it out")}.");
    }
}
