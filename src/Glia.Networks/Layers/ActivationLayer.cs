using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;
using Glia.Kernels.Products;
using Glia.Kernels.Randomness;
using Glia.Networks.Numbers;

namespace Glia.Networks.Layers;

/// <summary>y = f(z), elementwise or over each row, where f may have one learned number for the layer or one a unit.</summary>
/// <remarks>∂L/∂z = ∂L/∂y · slope(z); for row-wise functions the product with the row's Jacobian. Functions that
/// change the width have other outputs than inputs: 64 units into halves are 32 outputs. Where <see cref="ActivationInfo.RandomSlope"/> says so, training
/// draws a slope for every value x ≤ 0 from seed, layer name and step number, as <see cref="DropoutLayer"/> does.</remarks>
public sealed class ActivationLayer : Layer
{
    internal ActivationLayer(ActivationSpec spec, in LayerPlace place)
        : this(spec, place, spec.Resolve())
    {
    }

    private ActivationLayer(ActivationSpec spec, in LayerPlace place, Activation activation)
        : base(place.Name(activation.Info.Name), spec, place.Inputs, activation.OutputUnits(place.Inputs))
    {
        Activation = activation;
        FadesGradients = activation.Info.Family != ActivationFamily.PiecewiseLinear;
        Fades = FadesGradients && !place.IsLast;
        if (activation.Learned != LearnedPer.None)
        {
            int length = activation.Learned == LearnedPer.Unit ? Outputs : 1;
            Learned = place.Store.Declare(Name + ".learned", 1, length, decays: false);
            Parameters = [Learned];
        }
    }

    /// <summary>Gets the function.</summary>
    public Activation Activation { get; }

    /// <summary>Gets a value indicating whether an output y with |y| &lt; 2⁻¹²⁰ is taken for 0: in hidden layers, but for piecewise-linear functions. Beside others it is
    /// nothing to the next layer, and a processor computes with what comes of it up to a hundred times as slowly.</summary>
    public bool Fades { get; }

    /// <summary>Whether that holds of ∂L/∂z.</summary>
    internal bool FadesGradients { get; }

    /// <summary>Gets the learned number(s), <c>[1, 1]</c> or <c>[1, units]</c>; null where the function has none.</summary>
    public Parameter? Learned { get; }

    internal override void Initialize(RandomStream stream) => Learned?.Values.Fill(Activation.LearnedStart);

    internal override bool DrawsChance => Activation.Info.RandomSlope is not null;

    internal override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team)
    {
        Activation.ForwardRows(x, Inputs, LearnedValues, y);
        if (Fades)
        {
            Traces.Fade(y);
        }
    }

    internal override void Forward(in LayerPass pass)
    {
        if (Activation.Info.RandomSlope is not { } slopes)
        {
            Infer(pass.X, pass.Rows, pass.Y, pass.Team);
            return;
        }

        Span<float> slope = pass.Saved[..pass.Y.Length];
        RandomSlopes.Draw(slope, pass.X, slopes, pass.Chance);
        Spans.Multiply(pass.Y, pass.X, slope);
    }

    internal override void Backward(in LayerPass pass)
    {
        if (DrawsChance)
        {
            if (!pass.InputGradient.IsEmpty)
            {
                Spans.Multiply(pass.InputGradient, pass.OutputGradient, pass.Saved[..pass.Y.Length]);
            }

            return;
        }

        if (pass.InputGradient.IsEmpty && Learned is null)
        {
            return;
        }

        Span<float> dz = pass.InputGradient.IsEmpty ? pass.Saved : pass.InputGradient;
        Span<float> learned = Learned is null ? default : Learned.Gradient;
        Activation.BackwardRows(pass.X, pass.Y, pass.OutputGradient, Inputs, LearnedValues, dz, learned);
        if (FadesGradients)
        {
            Traces.Fade(dz);
        }
    }

    /// <summary>Slopes that were drawn; and a learned function as first layer still has to write its input gradient somewhere.</summary>
    internal override int SavedPerRow => Learned is null && !DrawsChance ? 0 : Inputs;

    internal ReadOnlySpan<float> LearnedValues => Learned is null ? default : Learned.Values;
}
