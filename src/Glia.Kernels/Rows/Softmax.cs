using Glia.Kernels.Activations;

namespace Glia.Kernels.Rows;

/// <summary>yᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m) with m = max x: class probabilities.</summary>
/// <remarks>
/// Backward: yᵢ·(gᵢ − Σⱼ gⱼ·yⱼ). Any size of logits is safe; −∞ gives 0. A row with NaN or +∞, or of −∞ only, gives NaN throughout,
/// as in PyTorch. Sums run over ascending indices in double.
/// </remarks>
internal readonly record struct Softmax : IRowActivation<Softmax>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "softmax",
        Formula = "exp(xᵢ) / Σⱼ exp(xⱼ)",
        SlopeFormula = "yᵢ·(1 - yᵢ) on the diagonal, -yᵢ·yⱼ off it",
        Source = "Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, 1990.",
        Family = ActivationFamily.Row,
        Elsewhere =
        [
            new("PyTorch", "Softmax", "The axis has to be named; here it is the last one."),
            new("Keras", "softmax"),
            new("JAX", "softmax"),
            new("ONNX", "Softmax", "Before opset 13 the default axis is 1, and it and all axes after it make one row."),
        ],
        Range = new(0, 1),
        SlopeRange = new(0, 0.25),
        IsMonotone = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Output,
        KnownFailure = "Overconfidence: probabilities go to 0 and 1 where classes can be separated. Train on logits.",
        Accuracy = "Evaluated in double and rounded once: at most 0.5001 ulp.",
        IsRowwise = true,
        Onnx = new(13, "Softmax(x, axis=-1)"),
    };

    /// <inheritdoc/>
    public static Softmax Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, Span<float> y)
    {
        using var row = RowExponentials.Of(z);
        double sum = row.Sum;
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = (float)(row.Terms[i] / sum);
        }
    }

    /// <inheritdoc/>
    public void Slope(ReadOnlySpan<float> z, Span<float> slope)
    {
        using var row = RowExponentials.Of(z);
        double square = row.Sum * row.Sum;
        for (int i = 0; i < slope.Length; i++)
        {
            slope[i] = (float)(row.Terms[i] * row.Without(i) / square);
        }
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz)
    {
        double mean = 0;
        for (int i = 0; i < y.Length; i++)
        {
            mean += (double)dy[i] * y[i];
        }

        for (int i = 0; i < y.Length; i++)
        {
            dz[i] = (float)(y[i] * (dy[i] - mean));
        }
    }
}
