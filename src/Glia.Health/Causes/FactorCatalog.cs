using Glia.Health.Probes;
using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>
/// Everything that is changed, one at a time, the earliest link of the chain first: inputs, start, size of steps, update rule, biases, one batch,
/// another network.
/// </summary>
internal static class FactorCatalog
{
    /// <summary>Smaller than any gradient that float32 training needs; the ε of the experiment that saves AutoTrainer's 34-layer case.</summary>
    private const double TinyEpsilon = 1e-14;

    /// <summary>ε of the optimizers unless told.</summary>
    internal const double UsualEpsilon = 1e-8;

    public static IReadOnlyList<Factor> All { get; } =
    [
        new("inputs_centred", CauseKind.Input, CentredInputs.Arrange),
        new("start_rescaled", CauseKind.Initialization, Starts.Rescaled),
        new("biases_reset", CauseKind.Initialization, Starts.BiasesReset),
        new("start_redrawn", CauseKind.Initialization, Starts.Redrawn),
        new("warm_up", CauseKind.StepSize, WarmUp.Arrange),
        new("learning_rate_tenth", CauseKind.StepSize, what => Rate(what, 0.1)),
        new("learning_rate_half", CauseKind.StepSize, what => Rate(what, 0.5)),
        new("learning_rate_thousandth", CauseKind.StepSize, what => Rate(what, 0.001)),
        new("gradient_clipped", CauseKind.StepSize, Clipped),
        new("epsilon_tiny", CauseKind.Optimizer, Epsilon),
        new("decay_off", CauseKind.Optimizer, NoDecay),
        new("biases_frozen", CauseKind.Bias, FrozenBiases.Arrange),
        new("batch_left_out", CauseKind.Batch, LeftOut.Arrange),
        new("normalisation", CauseKind.Structure, Structures.Normalised),
        new("residual", CauseKind.Structure, Structures.Residual),
        new("other_activation", CauseKind.Structure, Structures.OtherActivation),
    ];

    private static Arrangement Rate(Case what, double times) => new(what.Start)
    {
        Text = Invariant($"learning rate {(times == 0.5 ? "½" : times == 0.1 ? "⅒" : "1/1000")} ({Words.Number(what.Start.Options.LearningRate * times)})"),
        Options = options => options with { LearningRate = options.LearningRate * times },
    };

    private static Arrangement? Clipped(Case what)
    {
        double limit = what.ClipAt, now = what.Start.Options.ClipNorm;
        return limit > 0 && !(now > 0 && now <= limit)
            ? new Arrangement(what.Start)
            {
                Text = Invariant($"gradient norm clipped at {Words.Number(limit)}"),
                Options = options => options with { ClipNorm = limit },
            }
            : null;
    }

    private static Arrangement? Epsilon(Case what)
    {
        string optimizer = what.Start.Options.Optimizer;
        return OptimizerText.Name(optimizer) is "adam" or "adamw" or "rmsprop"
            && OptimizerText.Number(optimizer, "epsilon", UsualEpsilon) > 10 * TinyEpsilon
            ? new Arrangement(what.Start)
            {
                Text = Invariant($"optimizer's ε {TinyEpsilon:0e+0}"),
                Options = options => options with { Optimizer = OptimizerText.With(options.Optimizer, "epsilon", TinyEpsilon) },
            }
            : null;
    }

    private static Arrangement? NoDecay(Case what)
    {
        TrainingOptions told = what.Start.Options;
        bool decoupled = OptimizerText.Name(told.Optimizer) == "adamw" && OptimizerText.Number(told.Optimizer, "decay", 1) > 0;
        return told.L1 > 0 || told.L2 > 0 || decoupled
            ? new Arrangement(what.Start)
            {
                Text = "no weight decay",
                Options = options => options with { L1 = 0, L2 = 0, Optimizer = decoupled ? OptimizerText.With(options.Optimizer, "decay", 0) : options.Optimizer },
            }
            : null;
    }
}
