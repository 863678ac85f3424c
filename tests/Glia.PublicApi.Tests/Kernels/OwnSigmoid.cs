using Glia.Kernels.Activations;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.PublicApi.Tests.Kernels;

/// <summary>A user's own sigmoid, from the elementary functions that are public.</summary>
public readonly record struct OwnSigmoid : IActivation<OwnSigmoid>
{
    public static ActivationInfo Info { get; } = ActivationCatalog.Parse("sigmoid").Info with { Name = "my_sigmoid", Aliases = [] };

    public static OwnSigmoid Create(ActivationArguments arguments) => default;

    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => TLane.Of(1f) / (TLane.Of(1f) + Exp.Of(-z));

    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane e = Exp.Of(-TLane.Abs(z));
        return e / ((TLane.Of(1f) + e) * (TLane.Of(1f) + e));
    }
}
