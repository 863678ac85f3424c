using Glia.Kernels.Products;

namespace Glia.Networks.Layers;

/// <summary>
/// Every row divided by its norm n: y = x/n, with n = √Σx² (<c>l2</c>), Σ|x| (<c>l1</c>) or max x (<c>max</c>). A row whose norm is 0 stays as it is.
/// Nothing is learned.
/// </summary>
/// <remarks>
/// The operator Normalizer of ONNX (domain ai.onnx.ml, version 1), whose <c>max</c> is the largest value and not the largest magnitude, as ONNX Runtime computes it. The norm is
/// made in double, units ascending. ∂L/∂xⱼ = (∂L/∂yⱼ − n′ⱼ·Σᵢ(∂L/∂yᵢ·yᵢ))/n with n′ⱼ = ∂n/∂xⱼ: yⱼ for <c>l2</c>; the sign of xⱼ, 0 at 0, for <c>l1</c>; for
/// <c>max</c> 1 at the first of the largest values and 0 elsewhere.
/// </remarks>
public sealed class RowNormLayer : Layer
{
    internal RowNormLayer(RowNormSpec spec, in LayerPlace place)
        : base(place.Name("row_norm"), spec, place.Inputs, place.Inputs) =>
        Norm = spec.Norm is "l1" or "l2" or "max"
            ? spec.Norm
            : throw new GliaException($"A row can be divided by its norm l1, l2 or max, not '{spec.Norm}'.");

    /// <summary>Gets which norm: <c>l1</c>, <c>l2</c> or <c>max</c>.</summary>
    public string Norm { get; }

    internal override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team)
    {
        for (int start = 0; start < rows * Outputs; start += Outputs)
        {
            ReadOnlySpan<float> from = x.Slice(start, Outputs);
            Span<float> to = y.Slice(start, Outputs);
            double norm = Of(from);
            for (int j = 0; j < to.Length; j++)
            {
                to[j] = (float)(from[j] / norm);
            }
        }
    }

    internal override void Backward(in LayerPass pass)
    {
        for (int start = 0; start < pass.InputGradient.Length; start += Outputs)
        {
            BackwardRow(pass.X.Slice(start, Outputs), pass.OutputGradient.Slice(start, Outputs), pass.InputGradient.Slice(start, Outputs));
        }
    }

    private void BackwardRow(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        double norm = Of(x);
        double product = 0;
        for (int j = 0; j < x.Length; j++)
        {
            product += dy[j] * (x[j] / norm);
        }

        int largest = Norm == "max" ? Largest(x) : -1;
        for (int j = 0; j < x.Length; j++)
        {
            double slope = Norm == "l2" ? x[j] / norm : Norm == "l1" ? Math.Sign(x[j]) : j == largest ? 1 : 0;
            dx[j] = (float)((dy[j] - (slope * product)) / norm);
        }
    }

    /// <summary>The norm of a row; 1 in place of 0.</summary>
    private double Of(ReadOnlySpan<float> row)
    {
        double norm = 0;
        if (Norm == "max")
        {
            norm = row[Largest(row)];
        }
        else
        {
            foreach (float value in row)
            {
                norm += Norm == "l2" ? (double)value * value : Math.Abs(value);
            }

            norm = Norm == "l2" ? Math.Sqrt(norm) : norm;
        }

        return norm == 0 ? 1 : norm;
    }

    private static int Largest(ReadOnlySpan<float> row)
    {
        int largest = 0;
        for (int j = 1; j < row.Length; j++)
        {
            largest = row[j] > row[largest] ? j : largest;
        }

        return largest;
    }
}
