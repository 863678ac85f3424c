using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.PublicApi.Tests.Kernels;

/// <summary>A user's own function with a learned parameter: y = p·x / (1 + |x|).</summary>
public readonly record struct LearnedSoftsign(float Start, LearnedPer Learned) : ILearnedActivation<LearnedSoftsign>
{
    public static ActivationInfo Info { get; } = Softsign.Info with
    {
        Name = "my_learned_softsign",
        LearnedParameter = "scale",
        LearnedByDefault = LearnedPer.Layer,
    };

    public float LearnedStart => Start;

    public ActivationArguments Arguments => new(Learned, ("scale", Start));

    public static LearnedSoftsign Create(ActivationArguments arguments) => new(arguments["scale"], arguments.Learned);

    public LearnedSoftsign With(float p) => this with { Start = p };

    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Forward(z, TLane.Of(Start));

    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Slope(z, TLane.Of(Start));

    public TLane Forward<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane> => p * ParameterSlope(z, p);

    public TLane Slope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane> => p * new Softsign(1).Slope(z);

    public TLane ParameterSlope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane> => new Softsign(1).Forward(z);
}
