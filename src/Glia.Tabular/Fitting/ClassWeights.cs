namespace Glia.Tabular;

/// <summary>The weight of every class in the loss.</summary>
internal static class ClassWeights
{
    /// <summary>By class index; null where all weigh the same.</summary>
    public static double[]? Of(FitOptions options, Schema schema, Func<int, long> trainRowsOfClass)
    {
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
