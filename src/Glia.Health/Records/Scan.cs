using Glia.Health.Measures;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Records;

/// <summary>What rows do to a network as it stands: one forward pass, in blocks so that memory stays bounded.</summary>
internal sealed class Scan
{
    private const int BlockRows = 1024;

    /// <summary>Prepares for rows.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="stages">The layers.</param>
    /// <param name="outputs">Width of y of each stage.</param>
    /// <param name="codes">The inputs that are codes of an embedding layer; null: none.</param>
    public Scan(int inputs, Stage[] stages, IEnumerable<int> outputs, IReadOnlyList<int>? codes = null)
    {
        Inputs = new InputMoments(inputs, codes ?? []);
        Outputs = [.. stages.Zip(outputs, (stage, width) => width == stage.Units ? new OutputMoments(stage.Units) : null)];
        Counts = [.. stages.Select(stage => stage.NewCounts())];
        OutputSquares = new double[stages.Length];
    }

    /// <summary>Gets the counts of every stage.</summary>
    public UnitCounts[] Counts { get; }

    /// <summary>Gets what y of every stage does; null where the activation changes the width.</summary>
    public OutputMoments?[] Outputs { get; }

    /// <summary>Gets mean and spread of the inputs.</summary>
    public InputMoments Inputs { get; }

    /// <summary>Gets the rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Gets, per stage, Σ mean square of y over blocks, weighted by rows.</summary>
    public double[] OutputSquares { get; }

    /// <summary>Gets Σ mean square of what the signal begins with over blocks, weighted by rows: of x, or of what an embedding layer makes of it.</summary>
    public double InputSquares { get; private set; }

    /// <summary>Gets the non-finite values in x and the column of the first (−1: none).</summary>
    public (long Count, int Column) NonFiniteInputs { get; private set; } = (0, -1);

    /// <summary>Runs rows through a network.</summary>
    /// <param name="network">The network, in inference mode.</param>
    /// <param name="stages">Its stages.</param>
    /// <param name="x">Rows [rows, inputs].</param>
    /// <param name="rows">Number of rows.</param>
    /// <exception cref="ArgumentException">x is too short.</exception>
    public static Scan Of(Network network, Stage[] stages, ReadOnlySpan<float> x, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (x.Length < (long)rows * network.Inputs)
        {
            throw new ArgumentException(
                Invariant($"{rows} rows of {network.Inputs} inputs need {(long)rows * network.Inputs} values, but x has {x.Length}."), nameof(x));
        }

        int[] codes = network.Layers[0] is EmbeddingLayer embedding ? [.. embedding.Columns.Select(column => column.Input)] : [];
        Scan scan = new(network.Inputs, stages, stages.Select(stage => network.Layers[stage.After].Outputs), codes);
        for (int row = 0; row < rows; row += BlockRows)
        {
            int block = Math.Min(BlockRows, rows - row);
            scan.Add(network, stages, x.Slice(row * network.Inputs, block * network.Inputs), block);
        }

        return scan;
    }

    /// <summary>Takes in rows of the input.</summary>
    /// <param name="x">Rows [rows, inputs].</param>
    /// <param name="rows">Number of rows.</param>
    public void AddInputs(ReadOnlySpan<float> x, int rows) => AddInputs(x, x, rows);

    private void AddInputs(ReadOnlySpan<float> x, ReadOnlySpan<float> signal, int rows)
    {
        int inputs = x.Length / Math.Max(1, rows);
        Inputs.Add(x, rows);
        InputSquares += rows * Spread.MeanSquare(signal);
        Rows += rows;
        (long count, int first) = Spread.NonFinite(x);
        if (count > 0)
        {
            NonFiniteInputs = (NonFiniteInputs.Count + count, NonFiniteInputs.Column < 0 ? first % inputs : NonFiniteInputs.Column);
        }
    }

    /// <summary>Takes in what a layer does with channels over positions, such as pixels.</summary>
    /// <param name="stage">Index of the stage.</param>
    /// <param name="z">Pre-activations [rows, units, positions].</param>
    /// <param name="y">Outputs [rows, units, positions].</param>
    /// <param name="rows">Number of rows.</param>
    public void AddPositions(int stage, ReadOnlySpan<float> z, ReadOnlySpan<float> y, int rows)
    {
        Counts[stage].AddPositions(z, rows);
        Outputs[stage]?.AddPositions(y, rows);
        OutputSquares[stage] += rows * Spread.MeanSquare(y);
    }

    private void Add(Network network, Stage[] stages, ReadOnlySpan<float> x, int rows)
    {
        ForwardPass pass = network.Run(x, rows);
        AddInputs(x, pass.Output(Stage.Entry(network)), rows);
        for (int i = 0; i < stages.Length; i++)
        {
            Counts[i].Add(pass.Output(stages[i].Before), rows);
            Outputs[i]?.Add(pass.Output(stages[i].After), rows);
            OutputSquares[i] += rows * Spread.MeanSquare(pass.Output(stages[i].After));
        }
    }
}
