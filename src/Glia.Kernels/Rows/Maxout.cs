using Glia.Kernels.Activations;

namespace Glia.Kernels.Rows;

/// <summary>y = the largest of each k neighbouring units; outputs are units / k. A network learns its own convex function, piece by piece.</summary>
/// <remarks>The gradient goes to the largest; of equal ones to the first. NaN among the pieces gives NaN, and gets the gradient.</remarks>
/// <param name="Pieces">k, how many units make one output.</param>
internal readonly record struct Maxout(float Pieces) : IRowActivation<Maxout>, ITracedRows
{
    private const string PiecesName = "pieces";
    private const float Most = 1024;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(2);

    /// <inheritdoc/>
    public ActivationArguments Arguments => new(LearnedPer.None, (PiecesName, Pieces));

    /// <inheritdoc/>
    public static Maxout Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[PiecesName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Pieces);

    /// <inheritdoc/>
    public int OutputUnits(int units) => units % (int)Pieces == 0 ? units / (int)Pieces : 0;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast)
    {
        int pieces = (int)Pieces;
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<float> of = z.Slice(i * pieces, pieces);
            y[i] = of[Largest(of)];
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y)
    {
        int pieces = (int)Pieces;
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<double> of = z.Slice(i * pieces, pieces);
            y[i] = of[Largest(of)];
        }
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz)
    {
        int pieces = (int)Pieces;
        for (int i = 0; i < dy.Length; i++)
        {
            int largest = Largest(z.Slice(i * pieces, pieces));
            Span<float> gradients = dz.Slice(i * pieces, pieces);
            gradients.Clear();
            gradients[largest] = dy[i];
        }
    }

    /// <summary>The place of the first largest, or of the first NaN.</summary>
    private static int Largest<T>(ReadOnlySpan<T> values)
        where T : System.Numerics.IFloatingPoint<T>
    {
        int largest = 0;
        for (int i = 0; i < values.Length && !T.IsNaN(values[largest]); i++)
        {
            largest = values[i] > values[largest] || T.IsNaN(values[i]) ? i : largest;
        }

        return largest;
    }

    TracedRows ITracedRows.Trace() => new TracedLargest((int)Pieces);

    private static ActivationInfo At(float pieces) => new()
    {
        Name = "maxout",
        Parameters = [new(PiecesName, 2, new(1, Most), "how many neighbouring units make one output; divides the units", IsWhole: true)],
        Formula = "the largest of each k = pieces neighbours",
        SlopeFormula = "1 for the largest, 0 for the others; of equal ones the first",
        Source = "Goodfellow, Warde-Farley, Mirza, Courville and Bengio, Maxout Networks, ICML 2013.",
        Family = ActivationFamily.Row,
        Elsewhere = [new("H2O", "Maxout", "Always of two.")],
        Range = Interval.All,
        SlopeRange = new(0, 1),
        IsMonotone = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = pieces == 1 ? "With one piece it is the identity: layers in a row then make one straight line." : "",
        Accuracy = "Exact.",
        IsRowwise = true,
        ChangesWidth = true,
        Onnx = new(13, "Squeeze(GlobalMaxPool(Reshape(x, [0, -1, {pieces}])), [2])"),
    };
}
