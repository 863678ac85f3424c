using System.Buffers;
using Glia.Kernels.Products;
using Glia.Kernels.Randomness;

namespace Glia.Networks.Layers;

/// <summary>
/// Batch normalisation, unit by unit: y = scale·(x − mean)/√(variance + ε) + shift. Training takes mean and biased variance
/// (divisor rows) of the batch; prediction takes the running ones.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy, arXiv:1502.03167. As in PyTorch, running = (1 − momentum)·running + momentum·batch, where the running
/// variance takes the unbiased one (divisor rows − 1). A batch of a single row has no variance: y = shift, ∂L/∂x = 0, and the
/// running statistics stay. Sums are made in double, rows ascending. Row weights do not enter the statistics.
/// With x̂ = (x − mean)/√(variance + ε) and n rows:
/// ∂L/∂x = scale/√(variance + ε) · (∂L/∂y − Σ∂L/∂y/n − x̂·Σ(∂L/∂y·x̂)/n).
/// </remarks>
public sealed class BatchNormLayer : Layer
{
    private readonly double _momentum;

    internal BatchNormLayer(BatchNormSpec spec, in LayerPlace place)
        : base(place.Name("batch_norm"), spec, place.Inputs, place.Inputs)
    {
        Epsilon = spec.Epsilon is > 0 and < 1
            ? spec.Epsilon
            : throw new GliaException(Invariant($"Batch normalisation needs an epsilon between 0 and 1, not {spec.Epsilon}."));
        _momentum = spec.Momentum is > 0 and <= 1
            ? spec.Momentum
            : throw new GliaException(Invariant($"Batch normalisation needs a momentum above 0 and up to 1, not {spec.Momentum}."));
        Scale = place.Store.Declare(Name + ".scale", 1, Outputs, decays: false);
        Shift = place.Store.Declare(Name + ".shift", 1, Outputs, decays: false);
        RunningMean = place.Store.DeclareState(Name + ".running_mean", Outputs);
        RunningVariance = place.Store.DeclareState(Name + ".running_variance", Outputs);
        Parameters = [Scale, Shift];
        State = [RunningMean, RunningVariance];
    }

    /// <summary>Gets the learned factor, <c>[1, units]</c>; starts at 1.</summary>
    public Parameter Scale { get; }

    /// <summary>Gets the learned addend, <c>[1, units]</c>; starts at 0.</summary>
    public Parameter Shift { get; }

    /// <summary>Gets the running mean, one a unit; starts at 0.</summary>
    public StateTensor RunningMean { get; }

    /// <summary>Gets the running unbiased variance, one a unit; starts at 1.</summary>
    public StateTensor RunningVariance { get; }

    /// <summary>Gets what is added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>Mean and 1/√(variance + ε) of the batch.</summary>
    internal override int SavedFixed => 2 * Outputs;

    internal override int SumsLength => 2 * Outputs;

    internal override void Initialize(RandomStream stream)
    {
        Scale.Values.Fill(1);
        RunningVariance.Values.Fill(1);
    }

    internal override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(Outputs);
        Span<float> inverse = rented.AsSpan(0, Outputs);
        ReadOnlySpan<float> variance = RunningVariance.Values;
        for (int j = 0; j < Outputs; j++)
        {
            inverse[j] = (float)(1 / Math.Sqrt(variance[j] + Epsilon));
        }

        Normalize(x, rows, RunningMean.Values, inverse, y);
        ArrayPool<float>.Shared.Return(rented);
    }

    internal override void Forward(in LayerPass pass)
    {
        Span<float> mean = pass.Saved[..Outputs];
        Span<float> inverse = pass.Saved.Slice(Outputs, Outputs);
        Span<double> sums = pass.Sums[..Outputs];
        Span<double> squares = pass.Sums.Slice(Outputs, Outputs);
        MeanAndSquares(pass.X, pass.Rows, sums, squares);
        for (int j = 0; j < Outputs; j++)
        {
            mean[j] = (float)sums[j];
            inverse[j] = pass.Rows > 1 ? (float)(1 / Math.Sqrt((squares[j] / pass.Rows) + Epsilon)) : 0;
        }

        UpdateRunning(sums, squares, pass.Rows);
        Normalize(pass.X, pass.Rows, mean, inverse, pass.Y);
    }

    internal override void Backward(in LayerPass pass)
    {
        Span<float> scaleGradient = Scale.Gradient;
        Span<float> shiftGradient = Shift.Gradient;
        Span<double> sums = pass.Sums[..Outputs];
        Span<double> products = pass.Sums.Slice(Outputs, Outputs);
        SumGradients(pass, sums, products);
        for (int j = 0; j < Outputs; j++)
        {
            shiftGradient[j] = (float)sums[j];
            scaleGradient[j] = (float)products[j];
        }

        if (!pass.InputGradient.IsEmpty)
        {
            InputGradient(pass, sums, products);
        }
    }

    private void Normalize(ReadOnlySpan<float> x, int rows, ReadOnlySpan<float> mean, ReadOnlySpan<float> inverse, Span<float> y)
    {
        ReadOnlySpan<float> scale = Scale.Values;
        ReadOnlySpan<float> shift = Shift.Values;
        for (int start = 0; start < rows * Outputs; start += Outputs)
        {
            ReadOnlySpan<float> from = x.Slice(start, Outputs);
            Span<float> to = y.Slice(start, Outputs);
            for (int j = 0; j < to.Length; j++)
            {
                to[j] = ((from[j] - mean[j]) * inverse[j] * scale[j]) + shift[j];
            }
        }
    }

    private void MeanAndSquares(ReadOnlySpan<float> x, int rows, Span<double> mean, Span<double> squares)
    {
        mean.Clear();
        squares.Clear();
        for (int start = 0; start < rows * Outputs; start += Outputs)
        {
            ReadOnlySpan<float> row = x.Slice(start, Outputs);
            for (int j = 0; j < row.Length; j++)
            {
                mean[j] += row[j];
            }
        }

        for (int j = 0; j < Outputs; j++)
        {
            mean[j] /= rows;
        }

        for (int start = 0; start < rows * Outputs; start += Outputs)
        {
            ReadOnlySpan<float> row = x.Slice(start, Outputs);
            for (int j = 0; j < row.Length; j++)
            {
                double distance = row[j] - mean[j];
                squares[j] += distance * distance;
            }
        }
    }

    private void UpdateRunning(ReadOnlySpan<double> mean, ReadOnlySpan<double> squares, int rows)
    {
        if (rows < 2)
        {
            return;
        }

        Span<float> runningMean = RunningMean.Values;
        Span<float> runningVariance = RunningVariance.Values;
        for (int j = 0; j < Outputs; j++)
        {
            runningMean[j] = (float)(((1 - _momentum) * runningMean[j]) + (_momentum * mean[j]));
            runningVariance[j] = (float)(((1 - _momentum) * runningVariance[j]) + (_momentum * (squares[j] / (rows - 1))));
        }
    }

    private void SumGradients(in LayerPass pass, Span<double> sums, Span<double> products)
    {
        ReadOnlySpan<float> mean = pass.Saved[..Outputs];
        ReadOnlySpan<float> inverse = pass.Saved.Slice(Outputs, Outputs);
        sums.Clear();
        products.Clear();
        for (int start = 0; start < pass.Rows * Outputs; start += Outputs)
        {
            ReadOnlySpan<float> dy = pass.OutputGradient.Slice(start, Outputs);
            ReadOnlySpan<float> x = pass.X.Slice(start, Outputs);
            for (int j = 0; j < dy.Length; j++)
            {
                sums[j] += dy[j];
                products[j] += (double)dy[j] * ((x[j] - mean[j]) * inverse[j]);
            }
        }
    }

    private void InputGradient(in LayerPass pass, ReadOnlySpan<double> sums, ReadOnlySpan<double> products)
    {
        ReadOnlySpan<float> mean = pass.Saved[..Outputs];
        ReadOnlySpan<float> inverse = pass.Saved.Slice(Outputs, Outputs);
        ReadOnlySpan<float> scale = Scale.Values;
        for (int start = 0; start < pass.Rows * Outputs; start += Outputs)
        {
            ReadOnlySpan<float> dy = pass.OutputGradient.Slice(start, Outputs);
            ReadOnlySpan<float> x = pass.X.Slice(start, Outputs);
            Span<float> dx = pass.InputGradient.Slice(start, Outputs);
            for (int j = 0; j < dy.Length; j++)
            {
                double normal = (x[j] - mean[j]) * inverse[j];
                dx[j] = (float)((double)scale[j] * inverse[j] * (dy[j] - (sums[j] / pass.Rows) - (normal * (products[j] / pass.Rows))));
            }
        }
    }
}
