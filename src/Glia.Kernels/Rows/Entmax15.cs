using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>yᵢ = max(xᵢ/2 − τ, 0)² with the τ for which a row sums to 1: between softmax and sparsemax. Unlikely classes are exactly 0.</summary>
/// <remarks>
/// Backward: sᵢ·(gᵢ − Σⱼ sⱼ·gⱼ / Σⱼ sⱼ) with s = √y, which is 0 outside the support. −∞ gives 0; a row with NaN or ∞, or of −∞ only, gives
/// NaN throughout.
/// </remarks>
internal readonly record struct Entmax15 : IRowActivation<Entmax15>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "entmax15",
        Formula = "max(xᵢ/2 - t, 0)², t such that the row sums to 1",
        SlopeFormula = "sᵢ·(1 - sᵢ / Σⱼ sⱼ) with s = √y",
        Source = "Peters, Niculae and Martins, Sparse Sequence-to-Sequence Models, ACL 2019 (alpha = 1.5).",
        Family = ActivationFamily.Row,
        Elsewhere = [],
        Range = new(0, 1),
        SlopeRange = new(0, 1),
        IsMonotone = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Output,
        KnownFailure = "A class at 0 gets no gradient, and its logarithm is −∞: cross-entropy does not fit.",
        Accuracy = "Sums without rounding, then pairs of doubles, rounded: at most 0.5001 ulp; fast is the same.",
        IsRowwise = true,

        // t is a row of thresholds, one for each number k of largest elements; the last one that is not above its element is τ, and they rise.
        // Numbers count from the largest; what is 2 below it has no part in it.
        Onnx = new(
            13,
            "Mul(r, r)"
            + " with r = Relu(Sub(d, TopK(Where(LessOrEqual(t, s), t, -2), [1], axis=-1, largest=1, sorted=1)))"
            + " and t = Div(Sub(a, Sqrt(Relu(Add(Mul(a, a), Mul(k, Sub(1, CumSum(Mul(s, s), [1]))))))), k)"
            + " and a = CumSum(s, [1])"
            + " and k = CumSum(Exp(Mul(s, 0)), [1])"
            + " and s = TopK(d, Gather(Shape(x), [1], axis=0), axis=-1, largest=1, sorted=1)"
            + " and d = Max(Mul(Sub(x, TopK(x, [1], axis=-1, largest=1, sorted=1)), 0.5), -2)"),
    };

    /// <inheritdoc/>
    public static Entmax15 Create(ActivationArguments arguments) => default;

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

    /// <summary>
    /// With d = (x − max x)/2, k elements in the support, A = Σⱼ dⱼ and B = Σⱼ dⱼ²: sᵢ = dᵢ − τ solves k·s² − 2a·s − b = 0 with
    /// a = k·dᵢ − A and b = 1 − Σⱼ (dᵢ − dⱼ)² = 1 − B + dᵢ·(2A − k·dᵢ). Its discriminant is k·(1 − B) + A² for all i, the square of Σⱼ sⱼ.
    /// </summary>
    private ref struct Row : ISparseRow<Row>
    {
        private readonly Wide<Double1> _largest;
        private double _smallest;
        private ExactSum _sum;
        private ExactSum _rest;
        private ExactSum _work;
        private ExactSum _left;

        private Row(double largest, Span<double> memory)
        {
            _largest = Wide<Double1>.Of(largest);
            _sum = new(memory);
            _rest = new(memory[ExactSum.Capacity..]);
            _work = new(memory[(2 * ExactSum.Capacity)..]);
            _left = new(memory[(3 * ExactSum.Capacity)..]);
        }

        public static bool Squares => true;

        public static double Reach => 2;

        public Wide<Double1> Total { readonly get; private set; }

        public int Support { readonly get; private set; }

        /// <summary>An element is in the support if the squares of what all larger ones exceed it by sum to less than 1.</summary>
        public static Row Over(ReadOnlySpan<double> sorted, Span<double> memory)
        {
            var row = new Row(sorted[0], memory);
            row._rest.Add(1);
            foreach (double element in sorted)
            {
                Wide<Double1> d = row.Below(element);
                row.Include(d, 1);
                if (row.Left(d) <= 0)
                {
                    row.Include(d, -1);
                    break;
                }

                row._smallest = element;
            }

            row._work.Set(default);
            foreach (double part in row._rest.Parts)
            {
                row._work.AddProduct(row.Support, part);
            }

            foreach (double part in row._sum.Parts)
            {
                foreach (double other in row._sum.Parts)
                {
                    row._work.AddProduct(part, other);
                }
            }

            row.Total = Wide<Double1>.Sqrt(row._work.Value);
            return row;
        }

        public Wide<Double1> Solve(double z, out Wide<Double1> weight)
        {
            if (z < _smallest)
            {
                weight = Wide<Double1>.Of(0.0);
                return weight;
            }

            Wide<Double1> d = Below(z);
            _work.Set(_sum, -1);
            _work.AddProduct(Support, d);
            Wide<Double1> a = _work.Value;
            if (_work.Sign < 0)
            {
                // The other way to write the root, in which nothing cancels; b is positive here, as the other root is negative.
                _ = Left(d);
                weight = _left.Value / (Total - a);
            }
            else
            {
                weight = (Total + a) / Wide<Double1>.Of((double)Support);
            }

            return weight * weight;
        }

        private readonly Wide<Double1> Below(double z)
        {
            Wide<Double1> distance = Wide<Double1>.Of(z) - _largest;
            return Wide<Double1>.Of(distance.High.Value / 2, distance.Low.Value / 2);
        }

        private void Include(Wide<Double1> d, int times)
        {
            Support += times;
            _sum.AddProduct(times, d);
            _rest.AddProduct(-times * d.High.Value, d);
            _rest.AddProduct(-times * d.Low.Value, d);
        }

        /// <summary>Computes b, and gives its sign.</summary>
        private int Left(Wide<Double1> d)
        {
            _work.Set(_sum, 2);
            _work.AddProduct(-Support, d);
            _left.Set(_rest);
            foreach (double part in _work.Parts)
            {
                _left.AddProduct(part, d);
            }

            return _left.Sign;
        }
    }
}
