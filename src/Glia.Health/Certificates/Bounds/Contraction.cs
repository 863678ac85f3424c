namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Narrows a region to the inputs that would refute a question: what is asked is itself a condition on them, which the bounds of inputs and of units of earlier layers may lean on (bounds of a
/// network's preimage: Kotha et al., arXiv:2302.01404). Where a layer follows one huge signal, a unit that it holds down can fire in a thin slice of the box only.
/// </summary>
/// <remarks>
/// The ranges then hold for inputs that refute, and for no others. Weights and slopes come from linear programs (descents, tried first, leave the ranges more than twice as wide); the bound itself is
/// that of <see cref="BackwardForm"/>, whatever they are. Groups of inputs stay as they are.
/// </remarks>
/// <param name="chain">The network.</param>
/// <param name="box">The inputs.</param>
/// <param name="relaxation">A workspace of one thread.</param>
internal sealed class Contraction(Chain chain, Box box, Relaxation relaxation)
{
    private readonly TriangleProgram _program = new(chain, relaxation);
    private readonly bool[] _grouped = [.. Enumerable.Range(0, box.Inputs).Select(i => box.Groups.Any(group => group.Inputs.Contains(i)))];

    /// <summary>Narrows the region entered last, whose lines are in use, and enters it again.</summary>
    /// <param name="region">The region.</param>
    /// <param name="question">The question.</param>
    /// <param name="stop">Whether time is up.</param>
    /// <returns>False where no input of the region refutes the question.</returns>
    public bool Run(Region region, in Question question, Func<bool> stop)
    {
        for (int value = 0; value < question.Value; value++)
        {
            if ((value == 0 || chain.Steps[value] is CurveStep) && !(Units(region, value, question, stop) && relaxation.Enter(region, value, question.Value)))
            {
                return false;
            }
        }

        return true;
    }

    private bool Units(Region region, int value, in Question question, Func<bool> stop)
    {
        double[] low = [.. region.Low[value]], high = [.. region.High[value]], multipliers = region.Multipliers;
        bool any = _program.Refuting(region, question), holds = true;
        for (int unit = 0; any && holds && unit < low.Length && !stop(); unit++)
        {
            if (IsOpen(value, unit, low[unit], high[unit]))
            {
                high[unit] = Math.Min(high[unit], Bound(region, value, unit, 1, question));
                low[unit] = Math.Max(low[unit], -Bound(region, value, unit, -1, question));
                holds = low[unit] <= high[unit];
            }
        }

        (region.Low[value], region.High[value], region.Multipliers) = (low, high, multipliers);
        return holds;
    }

    /// <summary>An input that varies, or a unit of which it is open on which side of a kink it is.</summary>
    private bool IsOpen(int value, int unit, double low, double high) =>
        value == 0 ? !_grouped[unit] && high > low
        : ((CurveStep)chain.Steps[value])[unit] is StraightCurve straight ? straight.Bends(low, high) : high > low;

    private double Bound(Region region, int value, int unit, int sign, in Question question) =>
        _program.Largest(region, question, value, unit, sign) is { } weight && double.IsFinite(weight)
            ? relaxation.Form.Maximum(region, value, unit, sign, question, weight)
            : double.PositiveInfinity;
}
