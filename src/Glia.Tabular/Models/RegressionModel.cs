using Glia.Kernels.Activations;

namespace Glia.Tabular;

/// <summary>
/// A model of a number, or of several (<see cref="TaskKind.Multitarget"/>), each with an output, mean and scale of its own: output · <see cref="TargetScale"/> + <see cref="TargetMean"/>, in the unit of the target; with a logarithmic link
/// exp(output) · <see cref="TargetScale"/>, exp rounded correctly to float32.
/// </summary>
public sealed class RegressionModel : TabularModel
{
    private static readonly Activation Inverse = Activation.Of(default(Exponential));
    private readonly OutputScale _scale;

    internal RegressionModel(ModelParts parts)
        : base(parts) => _scale = parts.Scale;

    /// <summary>Gets the mean of the target in training, added to the scaled output; 0 where there are several targets, whose <see cref="Scale"/> has them.</summary>
    public override double TargetMean => _scale.TargetMean;

    /// <summary>Gets what the output is multiplied with; 1 where there are several targets, whose <see cref="Scale"/> has them.</summary>
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
        for (int i = 0; i < values.Length; i++)
        {
            OutputScale unit = _scale.Of(i % Targets.Count);
            values[i] = (outputs[i] * unit.TargetScale) + unit.TargetMean;
        }

        return values;
    }

    private protected override Prediction Describe(float[] outputs, int rows)
    {
        double[][] each = OfMembers(outputs);
        return new Prediction
        {
            Rows = rows,
            Targets = Schema.SeveralTargets ?? [],
            Values = Tabular.Members.Mean(each),
            Spread = Tabular.Members.Spread(each.Length, each[0].Length, (m, i) => each[m][i]),
        };
    }

    private protected override RowPrediction Row(Prediction one) => one.Targets.Count == 0 ? base.Row(one) : new RowPrediction(null, null, [])
    {
        Targets = one.Targets.Zip(one.Values).ToDictionary(pair => pair.First.Name, pair => new RowPrediction(null, pair.Second, []), StringComparer.Ordinal),
    };

    private protected override Evaluation Judge(Table known, float[] outputs, double[] weights, string? only = null)
    {
        double[] values = Tabular.Members.Mean(OfMembers(outputs));
        Evaluation[] each = [.. Targets.Select((target, t) => Evaluator.OfValues(
            TargetData.Values(known, target.Name), RowMajor.Column<double>(values, t, Targets.Count), weights, _scale, only))];
        return each is [var one] ? one : Evaluator.Together(each, Targets);
    }

    private double[][] OfMembers(float[] outputs) => Tabular.Members.Each(outputs, Members.Count, own => Values(own));
}
