namespace Glia.Tabular;

/// <summary>
/// A model of several labels, each of which has two classes: p = sigmoid(output) is the probability of a label's second class, which is said where p reaches the threshold of the label. A calibrated
/// one says sigmoid(output / T), T of the label, and keeps the class.
/// </summary>
public sealed class MultilabelModel : TabularModel
{
    private readonly OutputScale _scale;

    internal MultilabelModel(ModelParts parts)
        : base(parts) => _scale = parts.Scale;

    /// <inheritdoc/>
    public override OutputScale Scale => _scale;

    /// <summary>Gets the probability from which a label's second class is said, in the order of <see cref="TabularModel.Targets"/>.</summary>
    public IReadOnlyList<double> Thresholds => [.. _scale.Targets!.Select(target => target.Threshold)];

    /// <summary>Predicts the probability of every label's second class.</summary>
    /// <param name="table">Rows with the columns the model was trained on.</param>
    /// <returns>[rows, labels], row-major, labels in the order of <see cref="TabularModel.Targets"/>.</returns>
    /// <exception cref="GliaException">Columns are missing or hold a text where numbers are needed.</exception>
    public float[] PredictProbabilities(Table table) => Decide(Outputs(table), _scale, Members.Count).Probabilities;

    /// <summary>Class and probability of each label, [rows, labels]; of several networks, [members, rows, labels], by the mean of their probabilities, as <see cref="ClassificationModel"/> does.</summary>
    internal static (int[] Chosen, float[] Probabilities) Decide(float[] logits, OutputScale scale, int members)
    {
        float[] plain = Tabular.Members.Mean(OfMembers(logits, members));
        return (Choose(plain, scale), scale.IsCalibrated ? Tabular.Members.Mean(OfMembers(Divided(logits, scale), members)) : plain);
    }

    private static float[][] OfMembers(float[] logits, int members) => Tabular.Members.Each(logits, members, own => Probabilities(own));

    private static float[] Divided(float[] logits, OutputScale scale) => [.. logits.Select((z, i) => z / (float)(scale.Targets![i % scale.Targets.Count].Temperature ?? 1))];

    /// <summary>σ of every logit, computed as for two classes, so that one label alone has the bits of a binary model.</summary>
    internal static float[] Probabilities(ReadOnlySpan<float> logits)
    {
        float[] pairs = ClassificationModel.Probabilities(logits, 2, TaskKind.Binary);
        float[] second = new float[logits.Length];
        for (int i = 0; i < second.Length; i++)
        {
            second[i] = pairs[(2 * i) + 1];
        }

        return second;
    }

    /// <summary>1 where a probability reaches the threshold of its label, else 0.</summary>
    internal static int[] Choose(ReadOnlySpan<float> probabilities, OutputScale scale)
    {
        int labels = scale.Targets!.Count;
        int[] chosen = new int[probabilities.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = probabilities[i] >= scale.Targets[i % labels].Threshold ? 1 : 0;
        }

        return chosen;
    }

    private protected override Prediction Describe(float[] outputs, int rows)
    {
        (int[] chosen, float[] probabilities) = Decide(outputs, _scale, Members.Count);
        float[][] each = Members.Count == 1 ? [] : OfMembers(Divided(outputs, _scale), Members.Count);
        string[] labels = new string[chosen.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = Targets[i % Targets.Count].Classes[chosen[i]];
        }

        return new Prediction { Rows = rows, Targets = Targets, Labels = labels, Probabilities = probabilities, Spread = Tabular.Members.Spread(Members.Count, chosen.Length, (m, i) => each[m][i]) };
    }

    private protected override RowPrediction Row(Prediction one) => new(null, null, [])
    {
        // As of two classes: what is not the one is the other, 1 − p in float.
        Targets = Enumerable.Range(0, Targets.Count).ToDictionary(
            t => Targets[t].Name,
            t => new RowPrediction(one.Labels[t], null, [KeyValuePair.Create(Targets[t].Classes[0], 1 - one.Probabilities[t]), KeyValuePair.Create(Targets[t].Classes[1], one.Probabilities[t])]),
            StringComparer.Ordinal),
    };

    private protected override Evaluation Judge(Table known, float[] outputs, double[] weights, string? only = null)
    {
        (int[] chosen, float[] probabilities) = Decide(outputs, _scale, Members.Count);
        int[][] actual = [.. Targets.Select(target => TargetData.Classes(known, target))];
        return LabelEvaluator.Of(actual, chosen, probabilities, Targets, weights, _scale.IsCalibrated, only);
    }
}
