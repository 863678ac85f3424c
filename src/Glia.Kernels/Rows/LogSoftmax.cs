using Glia.Kernels.Activations;
using Glia.Kernels.Functions;

namespace Glia.Kernels.Rows;

/// <summary>yᵢ = xᵢ − m − ln Σⱼ e^(xⱼ − m) with m = max x: logarithms of class probabilities.</summary>
/// <remarks>
/// Never the logarithm of softmax, which is −∞ where softmax underflows; the largest element gives −ln(1 + others), exact
/// also where the others are tiny. Backward: gᵢ − softmaxᵢ·Σⱼ gⱼ. −∞ gives −∞; a row with NaN or +∞, or of −∞ only, gives NaN throughout.
/// Sums run over ascending indices in double.
/// </remarks>
internal readonly record struct LogSoftmax : IRowActivation<LogSoftmax>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "log_softmax",
        Formula = "xᵢ - ln Σⱼ exp(xⱼ)",
        SlopeFormula = "1 - softmaxᵢ on the diagonal, -softmaxⱼ off it",
        Source = "The logarithm of softmax; used with the negative log-likelihood.",
        Family = ActivationFamily.Row,
        Elsewhere =
        [
            new("PyTorch", "LogSoftmax", "The axis has to be named; here it is the last one."),
            new("Keras", "log_softmax"),
            new("JAX", "log_softmax"),
            new("ONNX", "LogSoftmax", "Before opset 13 the default axis is 1, and it and all axes after it make one row."),
        ],
        Range = new(double.NegativeInfinity, 0),
        SlopeRange = new(0, 1),
        IsMonotone = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Output,
        Accuracy = "Evaluated in double and rounded once: at most 0.5001 ulp.",
        IsRowwise = true,
        Onnx = new(13, "LogSoftmax(x, axis=-1)"),
    };

    /// <inheritdoc/>
    public static LogSoftmax Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, Span<float> y)
    {
        using var row = RowExponentials.Of(z);
        double logarithm = Log.OfOnePlus(row.Others);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = (float)((z[i] - (double)row.Maximum) - logarithm);
        }
    }

    /// <inheritdoc/>
    public void Slope(ReadOnlySpan<float> z, Span<float> slope)
    {
        using var row = RowExponentials.Of(z);
        double sum = row.Sum;
        for (int i = 0; i < slope.Length; i++)
        {
            slope[i] = (float)(row.Without(i) / sum);
        }
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz)
    {
        using var row = RowExponentials.Of(z);
        double total = 0;
        foreach (float g in dy)
        {
            total += g;
        }

        double share = total / row.Sum;
        for (int i = 0; i < dz.Length; i++)
        {
            dz[i] = (float)(dy[i] - (row.Terms[i] * share));
        }
    }
}
