namespace Glia.Tabular;

/// <summary>A model of a number: output · <see cref="TargetScale"/> + <see cref="TargetMean"/>, in the unit of the target.</summary>
public sealed class RegressionModel : TabularModel
{
    private readonly OutputScale _scale;

    internal RegressionModel(ModelParts parts)
        : base(parts) => _scale = parts.Scale;

    /// <inheritdoc/>
    public override double TargetMean => _scale.TargetMean;

    /// <inheritdoc/>
    public override double TargetScale => _scale.TargetScale;

    /// <inheritdoc/>
    public override OutputScale Scale => _scale;

    internal double[] Values(ReadOnlySpan<float> outputs)
    {
        double[] values = new double[outputs.Length];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = (outputs[row] * TargetScale) + TargetMean;
        }

        return values;
    }

    private protected override Prediction Describe(float[] outputs, int rows) => new() { Rows = rows, Values = Values(outputs) };

    private protected override Evaluation Judge(Table known, float[] outputs, double[] weights, string? only = null) =>
        Evaluator.OfValues(TargetData.Values(known, Target), Values(outputs), weights, only);
}
