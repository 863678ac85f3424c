using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>y = (max(x, 0), max(−x, 0)), one after the other: both signs are kept, and outputs are twice as many as units.</summary>
/// <remarks>The slope at 0 is 0 on both sides. NaN stays NaN.</remarks>
internal readonly record struct Crelu : IRowActivation<Crelu>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "crelu",
        Aliases = ["concatenated_relu"],
        Formula = "max(x, 0), then max(-x, 0)",
        SlopeFormula = "1 for x > 0 else 0, then -1 for x < 0 else 0",
        Source = "Shang, Sohn, Almeida and Lee, Understanding and Improving Convolutional Neural Networks via Concatenated Rectified Linear Units, ICML 2016.",
        Family = ActivationFamily.Row,
        Elsewhere = [new("TensorFlow", "crelu")],
        Range = Interval.NotNegative,
        SlopeRange = new(-1, 1),
        IsMonotone = false,
        Kinks = [new(0, 0, "As the rectifier, on both sides.")],
        Gain = 1.4142135623730951,
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Exact.",
        IsRowwise = true,
        ChangesWidth = true,
        Onnx = new(13, "Concat(Relu(x), Relu(Neg(x)), axis=-1)"),
    };

    /// <inheritdoc/>
    public static Crelu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public int OutputUnits(int units) => 2 * units;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast)
    {
        for (int i = 0; i < z.Length; i++)
        {
            int at = (i / units * 2 * units) + (i % units);
            y[at] = z[i] < 0 ? 0 : z[i];
            y[at + units] = z[i] > 0 ? 0 : -z[i];
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y)
    {
        for (int i = 0; i < z.Length; i++)
        {
            int at = (i / units * 2 * units) + (i % units);
            y[at] = z[i] < 0 ? 0 : z[i];
            y[at + units] = z[i] > 0 ? 0 : -z[i];
        }
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz)
    {
        for (int i = 0; i < z.Length; i++)
        {
            int at = (i / units * 2 * units) + (i % units);
            dz[i] = z[i] > 0 ? dy[at] : z[i] < 0 ? -dy[at + units] : z[i] * 0;
        }
    }

    TracedRows ITracedRows.Trace()
    {
        var z = Traced<InSingle>.Input(TracedFunction.Z);
        var zero = Traced<InSingle>.Of(0f);
        return new TracedHalves(Single(Traced<InSingle>.AtLeast(z, zero)), Single(Traced<InSingle>.Select(Traced<InSingle>.LessThan(zero, z), zero, -z)));
    }

    private static TracedFunction Single(Traced<InSingle> value) => new(Evaluation.Single, value.Term);
}
