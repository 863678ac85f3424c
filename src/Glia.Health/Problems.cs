namespace Glia.Health;

/// <summary>The words a <see cref="Finding"/> uses for its problem.</summary>
public static class Problems
{
    /// <summary>A value stopped being a number: NaN or infinite.</summary>
    public const string NonFinite = "non_finite";

    /// <summary>The inputs lie far to one side of 0, and units die or nothing is learned.</summary>
    public const string UncentredInput = "uncentred_input";

    /// <summary>The inputs are of very different or very large size, and nothing is learned.</summary>
    public const string UnscaledInput = "unscaled_input";

    /// <summary>Every row asks for the same answer.</summary>
    public const string ConstantTarget = "constant_target";

    /// <summary>One class outnumbers another, and the network has only learned that.</summary>
    public const string ClassImbalance = "class_imbalance";

    /// <summary>The output activation cannot give what the loss asks for.</summary>
    public const string OutputMismatch = "output_mismatch";

    /// <summary>The signal shrinks with depth.</summary>
    public const string FadingSignal = "fading_signal";

    /// <summary>The signal grows with depth.</summary>
    public const string GrowingSignal = "growing_signal";

    /// <summary>Gradients are smaller than the optimizer's ε.</summary>
    public const string GradientUnderEpsilon = "gradient_under_epsilon";

    /// <summary>One step of the biases outweighs the signal.</summary>
    public const string BiasStep = "bias_step";

    /// <summary>Updates are too large for the weights.</summary>
    public const string LearningRateTooHigh = "learning_rate_too_high";

    /// <summary>Updates are too small to get anywhere, though the gradients are sound.</summary>
    public const string LearningRateTooLow = "learning_rate_too_low";

    /// <summary>The loss goes up and down instead of down.</summary>
    public const string OscillatingLoss = "oscillating_loss";

    /// <summary>The loss rose again, and the network is worse than it has been.</summary>
    public const string LossSpike = "loss_spike";

    /// <summary>All rows look the same to the output layer.</summary>
    public const string CollapsedCorrelation = "collapsed_correlation";

    /// <summary>Units that compute and learn the same.</summary>
    public const string DuplicateUnits = "duplicate_units";

    /// <summary>The network gives one answer to everything.</summary>
    public const string ConstantOutput = "constant_output";

    /// <summary>The loss is far above what a table of one column reaches, and nothing else says why.</summary>
    public const string BehindBaseline = "behind_baseline";

    /// <summary>The loss is no better than that of a constant answer, and nothing else says why.</summary>
    public const string NotLearning = "not_learning";

    /// <summary>Gradients or the loss grow beyond what the updates can follow.</summary>
    public const string ExplodingGradient = "exploding_gradient";

    /// <summary>The gradient is lost on its way to the first layers.</summary>
    public const string VanishingGradient = "vanishing_gradient";

    /// <summary>Every unit of a layer is dead: the network behind it is constant.</summary>
    public const string DeadLayer = "dead_layer";

    /// <summary>Some units of a layer are dead.</summary>
    public const string DeadUnits = "dead_units";

    /// <summary>Some units are silent on every row, though an input of the box of the data is known that fires them: not dead, and yet no row moves their weights.</summary>
    public const string SilentUnits = "silent_units";

    /// <summary>Units of an S-shaped layer are stuck in their flat tails.</summary>
    public const string SaturatedUnits = "saturated_units";

    /// <summary>Whether a problem is that units fire on none of the rows.</summary>
    internal static bool IsMute(string problem) => problem is DeadUnits or DeadLayer or SilentUnits;

    /// <summary>Whether a problem concerns single units of a layer and says nothing of the network: others may still say what is wrong with that.</summary>
    internal static bool IsMinor(string problem) => problem is DeadUnits or SilentUnits;
}
