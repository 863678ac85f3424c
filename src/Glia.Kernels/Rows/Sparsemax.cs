using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>yᵢ = max(xᵢ − τ, 0) with the τ for which a row sums to 1: the nearest point to x among all probabilities. Most are exactly 0.</summary>
/// <remarks>
/// Backward: gᵢ minus the mean of g over the support, which is where y is positive; 0 elsewhere. At the edge of the support the slope is 0.
/// −∞ gives 0; a row with NaN or ∞, or of −∞ only, gives NaN throughout.
/// </remarks>
internal readonly record struct Sparsemax : IRowActivation<Sparsemax>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "sparsemax",
        Formula = "max(xᵢ - t, 0), t such that the row sums to 1",
        SlopeFormula = "1 - 1/k where y > 0, k = how many are; else 0",
        Source = "Martins and Astudillo, From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification, ICML 2016.",
        Family = ActivationFamily.Row,
        Elsewhere = [new("Keras", "sparsemax")],
        Range = new(0, 1),
        SlopeRange = new(0, 1),
        IsMonotone = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Output,
        KnownFailure = "A class at 0 gets no gradient, and its logarithm is −∞: cross-entropy does not fit.",
        Accuracy = "Sums without rounding, then pairs of doubles, rounded: at most 0.5001 ulp; fast is the same.",
        IsRowwise = true,

        // τ is the largest of (Σ of the k largest − 1) / k over all k. Numbers count from the largest; what is 2 below it has no part in it.
        Onnx = new(
            13,
            "Relu(Sub(d, TopK(Div(Sub(CumSum(s, [1]), 1), CumSum(Exp(Mul(s, 0)), [1])), [1], axis=-1, largest=1, sorted=1)))"
            + " with s = TopK(d, Gather(Shape(x), [1], axis=0), axis=-1, largest=1, sorted=1)"
            + " and d = Max(Sub(x, TopK(x, [1], axis=-1, largest=1, sorted=1)), -2)"),
    };

    /// <inheritdoc/>
    public static Sparsemax Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast) => SparseRows.Forward<Row, float>(z, units, y);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => SparseRows.Forward<Row, double>(z, units, y);

    /// <inheritdoc/>
    public void Slope(ReadOnlySpan<float> z, int units, Span<float> slope) => SparseRows.Slope<Row, float>(z, units, slope);

    /// <inheritdoc/>
    public void Slope(ReadOnlySpan<double> z, int units, Span<double> slope) => SparseRows.Slope<Row, double>(z, units, slope);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz) =>
        SparseRows.Backward<Row>(z, dy, units, dz);

    /// <summary>With d = x − max x and k elements in the support: k·yᵢ = 1 − Σⱼ dⱼ + k·dᵢ.</summary>
    private ref struct Row : ISparseRow<Row>
    {
        private readonly Wide<Double1> _largest;
        private ExactSum _rest;
        private ExactSum _work;

        private Row(double largest, Span<double> memory)
        {
            _largest = Wide<Double1>.Of(largest);
            _rest = new(memory);
            _work = new(memory[ExactSum.Capacity..]);
        }

        public static bool Squares => false;

        public static double Reach => 1;

        public readonly Wide<Double1> Total => Wide<Double1>.Of((double)Support);

        public int Support { readonly get; private set; }

        /// <summary>An element is in the support if all that are larger exceed it by less than 1 together.</summary>
        public static Row Over(ReadOnlySpan<double> sorted, Span<double> memory)
        {
            var row = new Row(sorted[0], memory);
            row._rest.Add(1);
            foreach (double element in sorted)
            {
                Wide<Double1> d = Wide<Double1>.Of(element) - row._largest;
                row.Support++;
                row._rest.AddProduct(-1, d);
                if (row.Left(d) <= 0)
                {
                    row._rest.AddProduct(1, d);
                    row.Support--;
                    break;
                }
            }

            return row;
        }

        public Wide<Double1> Solve(double z, out Wide<Double1> weight)
        {
            bool isPositive = Left(Wide<Double1>.Of(z) - _largest) > 0;
            weight = Wide<Double1>.Of(isPositive ? 1.0 : 0.0);
            return isPositive ? _work.Value / Total : weight;
        }

        private int Left(Wide<Double1> d)
        {
            _work.Set(_rest);
            _work.AddProduct(Support, d);
            return _work.Sign;
        }
    }
}
