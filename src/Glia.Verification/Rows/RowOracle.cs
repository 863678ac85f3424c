using Glia.Kernels.Activations;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Rows;

/// <summary>Values and slopes of a function of whole rows, for one row: more and more bits until the rounding is certain.</summary>
internal abstract class RowOracle
{
    private const int FirstBits = 128;
    private const int LastBits = 2048;

    private const string Halves = " for halves a, b";
    private const string Next = ", then ";
    private const string One = ", one for the row";
    private const string Threshold = ", t such that the row sums to 1";
    private const string Neighbours = "the largest of each k = pieces neighbours";

    /// <summary>The oracle that reads the function's formula.</summary>
    /// <remarks>
    /// Besides formulas of xᵢ and sums over xⱼ these are read: <c>… for halves a, b</c>, <c>…, then …</c> of single elements one after the other,
    /// <c>…, one for the row</c>, <c>…, t such that the row sums to 1</c>, and that of the largest of neighbours.
    /// </remarks>
    /// <exception cref="GliaException">The formula cannot be read.</exception>
    public static RowOracle Of(Activation activation, float[] row)
    {
        string formula = activation.Info.Formula;
        IReadOnlyDictionary<string, float> parameters = activation.Parameters;
        return formula switch
        {
            Neighbours => new NeighbourRows((int)parameters["pieces"], row),
            _ when formula.EndsWith(Halves, StringComparison.Ordinal) => new HalfRows(formula[..^Halves.Length], parameters, row),
            _ when formula.EndsWith(One, StringComparison.Ordinal) => new SumRows(formula[..^One.Length], parameters, row),
            _ when formula.EndsWith(Threshold, StringComparison.Ordinal) => new ThresholdRows(formula[..^Threshold.Length], parameters, row),
            _ when formula.Contains(Next, StringComparison.Ordinal) => new ConcatenatedRows(formula.Split(Next), parameters, row),
            _ => new SumRows(formula, parameters, row),
        };
    }

    /// <summary>Gets what the length of a row has to be a multiple of.</summary>
    public virtual int Group => 1;

    /// <summary>The output o.</summary>
    public abstract Truth Value(int o);

    /// <summary>∂yᵢ/∂xᵢ; where there are more or fewer outputs than inputs, the derivative of the sum of all of them.</summary>
    public abstract Truth Slope(int i);

    /// <summary>The float that a real number rounds to; of a number that stays within reach of a tie or of 0, the nearest.</summary>
    /// <param name="real">The number in so many bits.</param>
    private protected static Truth Refine(Func<int, Ball> real)
    {
        for (int bits = FirstBits; ; bits *= 2)
        {
            Ball result = real(bits);
            if (result.ToSingle() is { } rounded)
            {
                return new(rounded, result.Mid, result.IsExactZero);
            }

            if (bits >= LastBits)
            {
                // 1 − 1 to all bits: what is left is smaller than any float. Of a tie either side is off by half a unit.
                return result.Magnitude < Radius.PowerOfTwo(-LastBits / 2) ? new(0, BigFloat.Zero, IsExactZero: true)
                    : result.Rad < Radius.Below(result.Mid) * Radius.PowerOfTwo(-64) ? new(result.Mid.ToSingle(), result.Mid)
                    : Truth.Untold;
            }
        }
    }
}
