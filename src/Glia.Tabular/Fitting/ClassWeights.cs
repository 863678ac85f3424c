namespace Glia.Tabular;

/// <summary>The weight of every class in the loss: of one target by class, of several labels that of the second class of each.</summary>
internal static class ClassWeights
{
    /// <summary>By class index; null where all weigh the same.</summary>
    public static double[]? Of(FitOptions options, Schema schema, Func<int, long> trainRowsOfClass)
    {
        if (schema.Task is TaskKind.Multilabel)
        {
            return null;
        }

        if (options.ClassWeights.Count > 0)
        {
            return Told(options, schema);
        }

        if (options.ClassWeight is not ClassWeighting.Balanced || schema.Task is not (TaskKind.Binary or TaskKind.Multiclass))
        {
            return null;
        }

        long[] counts = [.. Enumerable.Range(0, schema.Classes.Count).Select(trainRowsOfClass)];
        double all = counts.Sum();
        // A class that only occurs in held rows of a streamed table has nothing to weigh.
        return [.. counts.Select(count => count == 0 ? 1 : all / (counts.Length * (double)count))];
    }

    /// <summary>The weight of the second class of each of several labels; empty where all weigh the same. Balanced is rows of the first class over rows of the second, as PyTorch's <c>pos_weight</c>.</summary>
    public static double[] OfLabels(FitOptions options, Schema schema, Func<int, int, long> trainRowsOfClass)
    {
        if (schema.Task is not TaskKind.Multilabel)
        {
            return [];
        }

        string[] labels = [.. schema.Targets.Select(target => target.Name)];
        if (options.ClassWeights.Count > 0)
        {
            string? stranger = options.ClassWeights.Keys.FirstOrDefault(name => !labels.Contains(name, StringComparer.Ordinal));
            return stranger is null
                ? [.. labels.Select(label => options.ClassWeights.TryGetValue(label, out double weight) ? Positive(label, weight) : 1)]
                : throw new GliaException($"class_weights names '{stranger}', which is none of the labels; of several labels it takes the weight of the second class of each: LABEL=WEIGHT.{NearNames.Hint(stranger, labels)}");
        }

        // A label of which the training rows have one class only has nothing to balance.
        return options.ClassWeight is ClassWeighting.Balanced
            ? [.. labels.Select((_, t) => (First: trainRowsOfClass(t, 0), Second: trainRowsOfClass(t, 1))).Select(rows => rows is { First: > 0, Second: > 0 } ? (double)rows.First / rows.Second : 1)]
            : [];
    }

    private static double Positive(string label, double weight) => weight > 0 ? weight : throw new GliaException($"class_weights.{label} is 0, and the second class of a label needs a positive weight; leave the label out of the targets instead.");

    private static double[] Told(FitOptions options, Schema schema)
    {
        if (schema.Task is TaskKind.Regression)
        {
            throw new GliaException($"class_weights are given, but '{schema.Target}' is a number: {schema.Why}.");
        }

        double[] weights = new double[schema.Classes.Count];
        Array.Fill(weights, 1);
        foreach ((string name, double weight) in options.ClassWeights)
        {
            int k = schema.Classes.ToList().IndexOf(name);
            weights[k >= 0 ? k : throw new GliaException($"class_weights names the class '{name}', which does not occur.{NearNames.Hint(name, schema.Classes)}")] = weight;
        }

        return weights;
    }
}
