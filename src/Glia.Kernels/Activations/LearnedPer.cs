namespace Glia.Kernels.Activations;

/// <summary>How many values of an activation's parameter a layer learns.</summary>
public enum LearnedPer
{
    /// <summary>None: the parameter is a constant.</summary>
    None,

    /// <summary>One value for all units of the layer.</summary>
    Layer,

    /// <summary>One value for each unit.</summary>
    Unit,
}
