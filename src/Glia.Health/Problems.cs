namespace Glia.Health;

/// <summary>The words a <see cref="Finding"/> uses for its problem.</summary>
public static class Problems
{
    /// <summary>A value stopped being a number: NaN or infinite.</summary>
    public const string NonFinite = "non_finite";

    /// <summary>Gradients or the loss grow beyond what the updates can follow.</summary>
    public const string ExplodingGradient = "exploding_gradient";

    /// <summary>The gradient is lost on its way to the first layers.</summary>
    public const string VanishingGradient = "vanishing_gradient";

    /// <summary>Every unit of a layer is dead: the network behind it is constant.</summary>
    public const string DeadLayer = "dead_layer";

    /// <summary>Some units of a layer are dead.</summary>
    public const string DeadUnits = "dead_units";

    /// <summary>Units of an S-shaped layer are stuck in their flat tails.</summary>
    public const string SaturatedUnits = "saturated_units";
}
