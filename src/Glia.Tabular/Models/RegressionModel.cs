using Glia.Kernels.Activations;

namespace Glia.Tabular;

/// <summary>
/// A model of a number: output · <see cref="TargetScale"/> + <see cref="TargetMean"/>, in the unit of the target; with a logarithmic link
/// exp(output) · <see cref="TargetScale"/>, exp rounded correctly to float32.
/// </summary>
public sealed class RegressionModel : TabularModel
{
    private static readonly Activation Inverse = Activation.Of(default(Exponential));
    private readonly OutputScale _scale;

    internal RegressionModel(ModelParts parts)
        : base(parts) => _scale = parts.Scale;

    /// <inheritdoc/>
    public override double TargetMean => _scale.TargetMean;

    /// <inheritdoc/>
    public override double TargetScale => _scale.TargetScale;

    /// <inheritdoc/>
    public override OutputScale Scale => _scale;

    /// <summary>The inverse of the logarithmic link.</summary>
    internal static Activation InverseLink => Inverse;

    /// <summary>Outputs without their logarithm.</summary>
    internal static float[] Unlinked(ReadOnlySpan<float> outputs, OutputLink link)
    {
        float[] y = outputs.ToArray();
        if (link is OutputLink.Log)
        {
            Inverse.Forward(y, y);
        }

        return y;
    }

    internal double Value(float output) => ((_scale.Link is OutputLink.Log ? Unlinked([output], _scale.Link)[0] : output) * TargetScale) + TargetMean;

    internal double[] Values(ReadOnlySpan<float> outputs)
    {
        outputs = Unlinked(outputs, _scale.Link);
        double[] values = new double[outputs.Length];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = (outputs[row] * TargetScale) + TargetMean;
        }

        return values;
    }

    private protected override Prediction Describe(float[] outputs, int rows)
    {
        double[][] each = OfMembers(outputs);
        return new Prediction { Rows = rows, Values = Tabular.Members.Mean(each), Spread = Tabular.Members.Spread(each.Length, rows, (m, row) => each[m][row]) };
    }

    private protected override Evaluation Judge(Table known, float[] outputs, double[] weights, string? only = null) =>
        Evaluator.OfValues(TargetData.Values(known, Target), Tabular.Members.Mean(OfMembers(outputs)), weights, _scale, only);

    private double[][] OfMembers(float[] outputs) => Tabular.Members.Each(outputs, Members.Count, own => Values(own));
}
