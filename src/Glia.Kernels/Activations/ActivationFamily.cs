namespace Glia.Kernels.Activations;

/// <summary>The kinds of activation functions.</summary>
public enum ActivationFamily
{
    /// <summary>None of the others, or not stated.</summary>
    Other = 0,

    /// <summary>Straight pieces.</summary>
    PiecewiseLinear = 1,

    /// <summary>Smooth relatives of the rectifier, made of exponentials, roots or powers.</summary>
    SmoothRectifier = 2,

    /// <summary>x times a gate that x itself opens.</summary>
    Gated = 3,

    /// <summary>S-shaped, or close kin of such a function.</summary>
    SShaped = 4,

    /// <summary>Bells and waves.</summary>
    RadialOrPeriodic = 5,

    /// <summary>Functions of a whole row.</summary>
    Row = 6,
}

/// <summary>Words for families.</summary>
public static class ActivationFamilies
{
    /// <summary>The heading over the functions of a family.</summary>
    /// <param name="family">The family.</param>
    /// <returns>The words.</returns>
    public static string Title(this ActivationFamily family) => family switch
    {
        ActivationFamily.PiecewiseLinear => "Piecewise linear",
        ActivationFamily.SmoothRectifier => "Smooth relatives of the rectifier",
        ActivationFamily.Gated => "Gated by their own input",
        ActivationFamily.SShaped => "S-shaped and their kin",
        ActivationFamily.RadialOrPeriodic => "Bells and waves",
        ActivationFamily.Row => "Over a whole row",
        _ => "Others",
    };
}
