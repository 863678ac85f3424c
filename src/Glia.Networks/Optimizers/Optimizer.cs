namespace Glia.Networks.Optimizers;

/// <summary>
/// An update rule: small, without state of its own. What it remembers is passed in, so that it can be saved and restored.
/// Elementwise rules run over the padded flat arrays in whole vectors: every value gets the same operations on any machine.
/// </summary>
internal abstract class Optimizer
{
    /// <summary>Canonical text with all parameters.</summary>
    public abstract string Text { get; }

    /// <summary>How many arrays of the length of the parameters it remembers.</summary>
    public virtual int Slots => 0;

    /// <summary>The ε beside the root of the second moment; null where there is none.</summary>
    public virtual double? Epsilon => null;

    /// <summary>Numbers it remembers besides, at their start.</summary>
    public virtual double[] StartScalars => [];

    /// <summary>Takes what it remembers besides one step further; once, before the stretches of a step are updated.</summary>
    public virtual void Advance(double[] scalars)
    {
    }

    /// <summary>Writes w_new over the values of a stretch.</summary>
    public abstract void Update(in UpdateStep step);

    /// <summary>Reads an optimizer; names as in PyTorch.</summary>
    public static Optimizer Parse(string text)
    {
        NamedText named = NamedText.Parse(text, "optimizer");
        Optimizer optimizer = named.Name switch
        {
            "sgd" => new Sgd(),
            "momentum" => new Momentum(named.Take("momentum", Momentum.Default, 0, 1, openHigh: true)),
            "nesterov" => new Nesterov(named.Take("momentum", Momentum.Default, 0, 1, openHigh: true)),
            "rmsprop" => new RmsProp(
                named.Take("alpha", RmsProp.DefaultAlpha, 0, 1, openHigh: true),
                named.Take("epsilon", RmsProp.DefaultEpsilon, 0, 1, openLow: true)),
            "adam" => new Adam(MomentsOf(named)),
            "adamw" => new AdamW(MomentsOf(named), named.Take("decay", AdamW.DefaultDecay, 0, double.MaxValue)),
            _ => throw named.Unknown(["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"]),
        };
        named.Done();
        return optimizer;
    }

    private static AdamMoments MomentsOf(NamedText named) => new(
        named.Take("beta1", AdamMoments.DefaultBeta1, 0, 1, openHigh: true),
        named.Take("beta2", AdamMoments.DefaultBeta2, 0, 1, openHigh: true),
        named.Take("epsilon", AdamMoments.DefaultEpsilon, 0, 1, openLow: true));
}
