using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.PublicApi.Tests.Kernels;

/// <summary>A user's own function: y = s·x / (1 + |x|).</summary>
public readonly record struct Softsign(float Scale) : IActivation<Softsign>
{
    public static ActivationInfo Info { get; } = new()
    {
        Name = "my_softsign",
        Parameters = [new("scale", 1, new(0, 100), "height of the plateaus")],
        Formula = "scale·x / (1 + |x|)",
        SlopeFormula = "scale / (1 + |x|)²",
        Source = "Turian, Bergstra and Bengio, 2009.",
        Range = new(-1, 1),
        SlopeRange = new(0, 1),
        IsMonotone = true,
        Saturation = new(-9, 9),
        IsSigmoidal = true,
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Evaluated in double and rounded once.",
        Onnx = new(6, "Mul({scale}, Softsign(x))"),
    };

    public ActivationArguments Arguments => ActivationArguments.Of(("scale", Scale));

    public static Softsign Create(ActivationArguments arguments) => new(arguments["scale"]);

    public ActivationInfo Describe() => Info with { Range = new(-Scale, Scale), SlopeRange = new(0, Scale) };

    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane finite = Lane.Clamp(z, -1e300, 1e300);
        return TLane.Of(Scale) * finite / (TLane.Of(1f) + TLane.Abs(finite));
    }

    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane d = TLane.Of(1f) + TLane.Abs(z);
        return TLane.Of(Scale) / (d * d);
    }
}
