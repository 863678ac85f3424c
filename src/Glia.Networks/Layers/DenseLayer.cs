using Glia.Kernels.Lanes;
using Glia.Kernels.Products;
using Glia.Kernels.Randomness;
using Glia.Networks.Initialization;

namespace Glia.Networks.Layers;

/// <summary>y = x·W + b with x <c>[rows, inputs]</c>, W <c>[inputs, units]</c>, b <c>[1, units]</c>.</summary>
/// <remarks>∂L/∂W = xᵀ·∂L/∂y, ∂L/∂b = Σ over rows of ∂L/∂y, ∂L/∂x = ∂L/∂y·Wᵀ. Every sum runs in ascending order.</remarks>
public sealed class DenseLayer : Layer
{
    private readonly WeightScheme _scheme;

    internal DenseLayer(DenseSpec spec, in LayerPlace place)
        : base(place.Name("dense"), spec, place.Inputs, Checked(spec.Units))
    {
        Weights = place.Store.Declare(Name + ".weights", Inputs, Outputs, decays: true);
        Bias = place.Store.Declare(Name + ".bias", 1, Outputs, decays: false);
        Parameters = [Weights, Bias];
        _scheme = WeightScheme.Choose(spec.Initialization, place.Following);
    }

    /// <summary>Gets W, <c>[inputs, units]</c>: column j belongs to unit j.</summary>
    public Parameter Weights { get; }

    /// <summary>Gets b, <c>[1, units]</c>; starts at zero.</summary>
    public Parameter Bias { get; }

    /// <summary>Gets how the weights started, with the gain that was used, such as <c>he_normal(gain=1.4142135)</c>.</summary>
    public string Initialization => _scheme.Text;

    internal override void Initialize(RandomStream stream) => _scheme.Fill(Weights.Values, Inputs, Outputs, stream);

    internal override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team)
    {
        Multiply(x, rows, y, team);
        Columns.AddToRows(y, Bias.Values);
    }

    /// <summary>x·W without the bias.</summary>
    internal void Multiply(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team) =>
        Product.Multiply(x, Weights.Values, y, rows, Inputs, Outputs, team);

    internal override void Backward(in LayerPass pass)
    {
        Traces.Fade(pass.OutputGradient);
        Span<float> bias = Bias.Gradient;
        bias.Clear();
        Columns.Sum(pass.OutputGradient, bias);
        BackwardProducts(pass);
    }

    /// <summary>The chain rule but for the bias.</summary>
    internal void BackwardProducts(in LayerPass pass)
    {
        ReadOnlySpan<float> dy = pass.OutputGradient;
        Product.MultiplyTransposedLeft(pass.X, dy, Weights.Gradient, pass.Rows, Inputs, Outputs, pass.Team);
        if (!pass.InputGradient.IsEmpty)
        {
            Product.MultiplyTransposedRight(dy, Weights.Values, pass.InputGradient, pass.Rows, Inputs, Outputs, pass.Team);
        }
    }

    private static int Checked(int units) =>
        units > 0 ? units : throw new GliaException($"A dense layer needs at least 1 unit, not {units}.");
}
