using Glia.Kernels.Products;
using Glia.Kernels.Randomness;

namespace Glia.Networks.Layers;

/// <summary>
/// Layer normalisation, row by row: y = scale·(x − mean)/√(variance + ε) + shift with mean and biased variance over the
/// units of the row, in training and in prediction alike.
/// </summary>
/// <remarks>
/// Ba, Kiros and Hinton, arXiv:1607.06450. Sums are made in double, units ascending. With x̂ = (x − mean)/√(variance + ε),
/// g = ∂L/∂y·scale and n units: ∂L/∂x = (g − Σg/n − x̂·Σ(g·x̂)/n)/√(variance + ε).
/// </remarks>
public sealed class LayerNormLayer : Layer
{
    internal LayerNormLayer(LayerNormSpec spec, in LayerPlace place)
        : base(place.Name("layer_norm"), spec, place.Inputs, place.Inputs)
    {
        Epsilon = spec.Epsilon is > 0 and < 1
            ? spec.Epsilon
            : throw new GliaException(Invariant($"Layer normalisation needs an epsilon between 0 and 1, not {spec.Epsilon}."));
        Scale = place.Store.Declare(Name + ".scale", 1, Outputs, decays: false);
        Shift = place.Store.Declare(Name + ".shift", 1, Outputs, decays: false);
        Parameters = [Scale, Shift];
    }

    /// <summary>Gets the learned factor, <c>[1, units]</c>; starts at 1.</summary>
    public Parameter Scale { get; }

    /// <summary>Gets the learned addend, <c>[1, units]</c>; starts at 0.</summary>
    public Parameter Shift { get; }

    /// <summary>Gets what is added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>Sums over rows for the gradients of scale and shift.</summary>
    internal override int SumsLength => 2 * Outputs;

    internal override void Initialize(RandomStream stream) => Scale.Values.Fill(1);

    internal override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team)
    {
        ReadOnlySpan<float> scale = Scale.Values;
        ReadOnlySpan<float> shift = Shift.Values;
        for (int start = 0; start < rows * Outputs; start += Outputs)
        {
            ReadOnlySpan<float> from = x.Slice(start, Outputs);
            Span<float> to = y.Slice(start, Outputs);
            (float mean, float inverse) = Statistics(from);
            for (int j = 0; j < to.Length; j++)
            {
                to[j] = ((from[j] - mean) * inverse * scale[j]) + shift[j];
            }
        }
    }

    internal override void Backward(in LayerPass pass)
    {
        Span<double> sums = pass.Sums[..Outputs];
        Span<double> products = pass.Sums.Slice(Outputs, Outputs);
        sums.Clear();
        products.Clear();
        for (int start = 0; start < pass.Rows * Outputs; start += Outputs)
        {
            ReadOnlySpan<float> x = pass.X.Slice(start, Outputs);
            ReadOnlySpan<float> dy = pass.OutputGradient.Slice(start, Outputs);
            Span<float> dx = pass.InputGradient.IsEmpty ? default : pass.InputGradient.Slice(start, Outputs);
            BackwardRow(x, dy, dx, sums, products);
        }

        Span<float> scaleGradient = Scale.Gradient;
        Span<float> shiftGradient = Shift.Gradient;
        for (int j = 0; j < Outputs; j++)
        {
            shiftGradient[j] = (float)sums[j];
            scaleGradient[j] = (float)products[j];
        }
    }

    private void BackwardRow(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, Span<double> sums, Span<double> products)
    {
        // Statistics are made again rather than kept: one pass over a row that is in the cache anyway.
        ReadOnlySpan<float> scale = Scale.Values;
        (float mean, float inverse) = Statistics(x);
        double sum = 0;
        double product = 0;
        for (int j = 0; j < x.Length; j++)
        {
            double normal = (x[j] - mean) * inverse;
            double g = (double)dy[j] * scale[j];
            sums[j] += dy[j];
            products[j] += dy[j] * normal;
            sum += g;
            product += g * normal;
        }

        sum /= x.Length;
        product /= x.Length;
        for (int j = 0; j < dx.Length; j++)
        {
            double normal = (x[j] - mean) * inverse;
            dx[j] = (float)((((double)dy[j] * scale[j]) - sum - (normal * product)) * inverse);
        }
    }

    private (float Mean, float Inverse) Statistics(ReadOnlySpan<float> row)
    {
        double mean = 0;
        foreach (float value in row)
        {
            mean += value;
        }

        mean /= row.Length;
        double variance = 0;
        foreach (float value in row)
        {
            variance += (value - mean) * (value - mean);
        }

        return ((float)mean, (float)(1 / Math.Sqrt((variance / row.Length) + Epsilon)));
    }
}
