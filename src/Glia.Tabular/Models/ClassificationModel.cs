using Glia.Kernels.Activations;

namespace Glia.Tabular;

/// <summary>
/// A model of classes. Binary: p = sigmoid(output), the second class where p ≥ <see cref="Threshold"/>. Multiclass: p = softmax(outputs), the class of
/// the largest p, the first of equal ones. A calibrated model says softmax(outputs / T) instead, and keeps the class.
/// </summary>
public sealed class ClassificationModel : TabularModel
{
    private static readonly Activation Softmax = ActivationCatalog.Parse("softmax");
    private readonly OutputScale _scale;

    internal ClassificationModel(ModelParts parts)
        : base(parts) => _scale = parts.Scale;

    /// <inheritdoc/>
    public override double Threshold => _scale.Threshold;

    /// <inheritdoc/>
    public override OutputScale Scale => _scale;

    /// <summary>What makes probabilities of logits; of a single one z, of the pair (0, z).</summary>
    internal static Activation OutputFunction => Softmax;

    /// <summary>Predicts the probability of every class.</summary>
    /// <param name="table">Rows with the columns the model was trained on.</param>
    /// <returns>[rows, classes], row-major, classes in the order of <see cref="TabularModel.Classes"/>.</returns>
    /// <exception cref="GliaException">Columns are missing or hold a text where numbers are needed.</exception>
    public float[] PredictProbabilities(Table table) => Decide(Outputs(table), Schema, _scale, Members.Count).Probabilities;

    /// <summary>
    /// Class and probabilities of each row. The class is that of the logits as they are; calibration divides them afterwards, and so never changes it. Several networks, [members, rows, outputs]: the
    /// mean of their probabilities, not of their logits. Lakshminarayanan, Pritzel and Blundell, NIPS 2017, section 2.4: the ensemble is a mixture of members that weigh the same. The mean of logits
    /// is the normalised geometric mean instead, which one member that is sure of itself decides for all.
    /// </summary>
    internal static (int[] Chosen, float[] Probabilities) Decide(float[] logits, Schema schema, OutputScale scale, int members = 1)
    {
        float[] probabilities = Tabular.Members.Mean(OfMembers(logits, schema, null, members));
        int[] chosen = Choose(probabilities, schema.Classes.Count, schema.Task, scale.Threshold);
        return (chosen, scale.Temperature is null ? probabilities : Tabular.Members.Mean(OfMembers(logits, schema, scale.Temperature, members)));
    }

    private static float[][] OfMembers(float[] logits, Schema schema, double? temperature, int members) => Tabular.Members.Each(logits, members, own =>
        Probabilities(temperature is { } divisor ? Array.ConvertAll(own, z => z / (float)divisor) : own, schema.Classes.Count, schema.Task));

    /// <summary>Probabilities from logits: [rows, 1] → [rows, 2] for binary, [rows, classes] → the same otherwise.</summary>
    internal static float[] Probabilities(ReadOnlySpan<float> logits, int classes, TaskKind task)
    {
        float[] y = new float[logits.Length / (task is TaskKind.Binary ? 1 : classes) * classes];
        if (task is TaskKind.Binary)
        {
            // One logit z is the pair (0, z): so the first probability is σ(−z), where 1 − σ(z) would lose its digits.
            for (int row = 0; row < logits.Length; row++)
            {
                y[(2 * row) + 1] = logits[row];
            }
        }
        else
        {
            logits.CopyTo(y);
        }

        Softmax.ForwardRows(y, classes, [], y);
        return y;
    }

    internal static int[] Choose(ReadOnlySpan<float> probabilities, int classes, TaskKind task, double threshold)
    {
        int[] chosen = new int[probabilities.Length / classes];
        for (int row = 0; row < chosen.Length; row++)
        {
            ReadOnlySpan<float> p = probabilities.Slice(row * classes, classes);
            if (task is TaskKind.Binary)
            {
                chosen[row] = p[1] >= threshold ? 1 : 0;
                continue;
            }

            for (int k = 1; k < classes; k++)
            {
                chosen[row] = p[k] > p[chosen[row]] ? k : chosen[row];
            }
        }

        return chosen;
    }

    private protected override Prediction Describe(float[] outputs, int rows)
    {
        (int[] chosen, float[] probabilities) = Decide(outputs, Schema, _scale, Members.Count);
        float[][] each = Members.Count == 1 ? [] : OfMembers(outputs, Schema, _scale.Temperature, Members.Count);
        return new Prediction
        {
            Spread = Tabular.Members.Spread(Members.Count, rows, (m, row) => each[m][(row * Classes.Count) + chosen[row]]),
            Rows = rows,
            Classes = Classes,
            Labels = Array.ConvertAll(chosen, k => Classes[k]),
            Probabilities = probabilities,
        };
    }

    private protected override Evaluation Judge(Table known, float[] outputs, double[] weights, string? only = null)
    {
        (int[] chosen, float[] probabilities) = Decide(outputs, Schema, _scale, Members.Count);
        return Evaluator.OfClasses(TargetData.Classes(known, Schema), chosen, probabilities, Classes.Count, weights, _scale.Temperature is not null, only);
    }
}
