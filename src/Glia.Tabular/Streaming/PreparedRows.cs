namespace Glia.Tabular;

/// <summary>How raw rows become rows to learn from, once everything is decided.</summary>
internal sealed class PreparedRows(Schema schema, Preprocessor preprocessor, OutputScale scale, double[]? classWeights)
{
    /// <summary>Whether rows weigh differently.</summary>
    public bool AreWeighted => classWeights is not null || schema.SampleWeight is not null;

    public float[] Inputs(Table rows) => preprocessor.Transform(rows);

    /// <summary>Class indices, or standardised values, [rows, targets].</summary>
    public float[] Targets(Table rows) => new TargetRows(rows, schema, scale.Link).Pick([.. Enumerable.Range(0, rows.Rows)], scale);

    /// <summary>Weights of rows times weights of classes, over their mean; empty where all weigh the same.</summary>
    public float[] Weights(Table rows, float[] targets, double mean)
    {
        if (!AreWeighted)
        {
            return [];
        }

        double[]? own = TargetData.Weights(rows, schema);
        float[] weights = new float[rows.Rows];
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = (float)((own?[row] ?? 1) * (classWeights?[(int)targets[row]] ?? 1) / mean);
        }

        return weights;
    }

    /// <summary>Rows that stay in memory.</summary>
    public FitPart Part(string name, Table rows) => rows.Rows == 0
        ? new FitPart(name, rows, null, [])
        : FitPart.Make(name, rows, new PartTargets(Targets(rows), TargetData.Weights(rows, schema), classWeights), preprocessor);
}
