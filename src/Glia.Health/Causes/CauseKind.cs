namespace Glia.Health.Causes;

/// <summary>Where in the chain from data to failure a factor acts, earliest first: of several that suffice alone, the earliest is the cause to name.</summary>
public enum CauseKind
{
    /// <summary>The inputs as they enter.</summary>
    Input,

    /// <summary>The weights and biases at the start.</summary>
    Initialization,

    /// <summary>The size of steps: learning rate, warm-up, clipping.</summary>
    StepSize,

    /// <summary>The update rule: its ε, weight decay.</summary>
    Optimizer,

    /// <summary>What the updates do to the biases.</summary>
    Bias,

    /// <summary>A single batch. If its gradient stood out from those before, it counts as data: right behind the inputs.</summary>
    Batch,

    /// <summary>
    /// Another network: normalisation, paths around layers, another activation. It cures, but names no cause, and so it is called the earliest only where nothing else suffices.
    /// </summary>
    Structure,
}
