using Glia.Networks;

namespace Glia.Tabular;

/// <summary>What the networks say of one target on the rows of a part, and what is right.</summary>
/// <param name="Name">The part.</param>
/// <param name="Logits">[members, rows, 1], the logit of the second of two classes, or [members, rows, classes].</param>
/// <param name="Actual">Class of each row.</param>
/// <param name="Weights">Weight of each row; empty for one each.</param>
/// <param name="Members">How many networks.</param>
internal sealed record HeldLogits(string Name, float[] Logits, int[] Actual, double[] Weights, int Members)
{
    /// <summary>Predicts the rows once; of several labels every one gets its column.</summary>
    public static HeldLogits[] Of(IReadOnlyList<Network> members, FitPart part, Schema schema)
    {
        TrainingSet set = part.Set!;
        int rows = set.Rows, outputs = members[0].Outputs, length = rows * outputs, targets = schema.Targets.Count;
        float[] all = new float[members.Count * length];
        for (int m = 0; m < members.Count; m++)
        {
            members[m].Predict(set.X.Span, rows, all.AsSpan(m * length, length));
        }

        // The outputs of one target are all there are; of several labels each has one.
        return [.. Enumerable.Range(0, targets).Select(t => new HeldLogits(
            part.Name,
            targets == 1 ? all : RowMajor.Column<float>(all, t, targets).ToArray(),
            Array.ConvertAll(RowMajor.Column(set.Targets.Span, t, targets).ToArray(), k => (int)k),
            part.Weights,
            members.Count))];
    }

    /// <summary>The schema of a target as if it were the only one: a label is a question of two classes.</summary>
    public static Schema Alone(Schema schema, TargetColumn target) => schema.SeveralTargets is null
        ? schema
        : schema with { Task = TaskKind.Binary, Target = target.Name, Classes = target.Classes, ClassesAreIntegers = target.ClassesAreIntegers, SeveralTargets = null };
}
