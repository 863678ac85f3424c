using Glia.Kernels.Products;
using Glia.Kernels.Randomness;
using Glia.Networks.Numbers;

namespace Glia.Networks.Layers;

/// <summary>
/// Inverted dropout: in training y = x·m/(1 − rate), where m is 0 with probability rate and 1 otherwise, drawn anew for every
/// value and step; in prediction y = x.
/// </summary>
/// <remarks>
/// Srivastava et al., "Dropout", JMLR 15 (2014). The mask of a step is a pure function of seed, layer name and step number,
/// so resuming a run needs no stored state.
/// </remarks>
public sealed class DropoutLayer : Layer
{
    internal DropoutLayer(DropoutSpec spec, in LayerPlace place)
        : base(place.Name("dropout"), spec, place.Inputs, place.Inputs) =>
        Rate = spec.Rate is >= 0 and < 1
            ? spec.Rate
            : throw new GliaException(Invariant($"Dropout needs a rate from 0 to below 1, not {spec.Rate}."));

    /// <summary>Gets the share of units switched off.</summary>
    public double Rate { get; }

    internal override int SavedPerRow => Outputs;

    internal override bool DrawsChance => true;

    internal override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team) => x[..(rows * Outputs)].CopyTo(y);

    internal override void Forward(in LayerPass pass)
    {
        Span<float> mask = pass.Saved[..pass.Y.Length];
        FillMask(mask, pass.Chance);
        Spans.Multiply(pass.Y, pass.X, mask);
    }

    internal override void Backward(in LayerPass pass)
    {
        if (!pass.InputGradient.IsEmpty)
        {
            Spans.Multiply(pass.InputGradient, pass.OutputGradient, pass.Saved[..pass.Y.Length]);
        }
    }

    /// <summary>Draws the mask of a step: 0 or 1/(1 − rate) for every value.</summary>
    internal void FillMask(Span<float> mask, RandomStream stream)
    {
        // A 32-bit draw below rate·2³² switches off: the probability is exact to 2⁻³².
        uint threshold = (uint)(Rate * 4294967296.0);
        float keep = (float)(1 / (1 - Rate));
        Span<uint> draws = stackalloc uint[256];
        for (int start = 0; start < mask.Length; start += draws.Length)
        {
            Span<float> block = mask[start..Math.Min(start + draws.Length, mask.Length)];
            stream.Fill(draws[..block.Length]);
            Spans.Choose(block, draws, threshold, 0, keep);
        }
    }
}
