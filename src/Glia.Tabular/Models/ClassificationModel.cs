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
    public float[] PredictProbabilities(Table table) => Decide(Outputs(table), Schema, _scale).Probabilities;

    /// <summary>Class and probabilities of each row. The class is that of the logits as they are; calibration divides them afterwards, and so never changes it.</summary>
    internal static (int[] Chosen, float[] Probabilities) Decide(float[] logits, Schema schema, OutputScale scale)
    {
        float[] probabilities = Probabilities(logits, schema.Classes.Count, schema.Task);
        int[] chosen = Choose(probabilities, schema.Classes.Count, schema.Task, scale.Threshold);
        return (chosen, scale.Temperature is { } temperature ? Probabilities(Array.ConvertAll(logits, z => z / (float)temperature), schema.Classes.Count, schema.Task) : probabilities);
    }

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
        (int[] chosen, float[] probabilities) = Decide(outputs, Schema, _scale);
        return new Prediction
        {
            Rows = rows,
            Classes = Classes,
            Labels = Array.ConvertAll(chosen, k => Classes[k]),
            Probabilities = probabilities,
        };
    }

    private protected override Evaluation Judge(Table known, float[] outputs, double[] weights, string? only = null)
    {
        (int[] chosen, float[] probabilities) = Decide(outputs, Schema, _scale);
        return Evaluator.OfClasses(TargetData.Classes(known, Schema), chosen, probabilities, Classes.Count, weights, _scale.Temperature is not null, only);
    }
}
