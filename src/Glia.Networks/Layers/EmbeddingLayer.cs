using Glia.Kernels.Products;
using Glia.Kernels.Randomness;
using Glia.Networks.Numbers;

namespace Glia.Networks.Layers;

/// <summary>
/// y = E[x], row x of a table E <c>[levels, units]</c>, for every input that is a code; other inputs pass as they are: x <c>[rows, inputs]</c>, y
/// <c>[rows, outputs]</c>. The same as one input a level (one-hot) into a dense layer without bias, at the cost of a copy. Guo and Berkhahn, "Entity
/// Embeddings of Categorical Variables", arXiv:1604.06737.
/// </summary>
/// <remarks>
/// ∂L/∂E[k] = Σ of ∂L/∂y over the rows whose code is k, rows ascending; 0 for levels that the batch does not hold. The optimizer updates every level in every step all the
/// same: the moments of Adam and the velocity of momentum move a level also when its gradient is 0, and leaving that out would be another rule (PyTorch's SparseAdam)
/// with other results than one-hot inputs have. What is not a code (NaN, negative, too large) is taken for the last level. The last level starts at 0 and so stays 0,
/// and adds nothing, unless rows teach it otherwise. A code has no gradient: ∂L/∂x is 0 there. Tables do not decay: a penalty would draw a rare level towards 0 in every
/// step that does not hold it, and Adam makes such steps as long as any other.
/// </remarks>
public sealed class EmbeddingLayer : Layer
{
    /// <summary>
    /// Standard deviation of the start. Measured on benchmarks/embeddings/wide.py, R² on test rows with 4, 16 and 64 numbers a level: 0.05 gives 0.850, 0.838 and 0.827, 0.1 gives 0.858, 0.843
    /// and 0.833; at the size by rule 0.01 to 1/√units do not differ by 0.003, and PyTorch's 1 gives 0.679 for 0.825.
    /// </summary>
    private const float Deviation = 0.1f;

    /// <summary>The most levels: codes are floats, and those count up to 2²⁴ without a gap.</summary>
    private const int MostLevels = 1 << 24;

    private readonly EmbeddingStretch[] _stretches;

    internal EmbeddingLayer(EmbeddingSpec spec, in LayerPlace place)
        : base(place.Name("embedding"), spec, place.Inputs, Width(spec, place.Inputs))
    {
        Parameter[] tables = new Parameter[spec.Columns.Count];
        List<EmbeddingStretch> stretches = [];
        int input = 0, output = 0;
        for (int i = 0; i < tables.Length; i++)
        {
            EmbeddedColumn column = spec.Columns[i];
            tables[i] = place.Store.Declare($"{Name}.{column.Name}", column.Levels, column.Units, decays: false);
            Pass(column.Input);
            stretches.Add(new EmbeddingStretch(column.Input, output, column.Units, tables[i]));
            input = column.Input + 1;
            output += column.Units;
        }

        Pass(Inputs);
        Parameters = tables;
        Columns = spec.Columns;
        _stretches = [.. stretches];

        void Pass(int end)
        {
            if (end > input)
            {
                stretches.Add(new EmbeddingStretch(input, output, end - input, null));
                output += end - input;
            }
        }
    }

    /// <summary>Gets the inputs that are codes; the table of each is the parameter at the same place in <see cref="Layer.Parameters"/>.</summary>
    public IReadOnlyList<EmbeddedColumn> Columns { get; }

    /// <summary>Gets what the outputs are made of, in order.</summary>
    public IReadOnlyList<EmbeddingStretch> Stretches => _stretches;

    internal override void Initialize(RandomStream stream)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            // By name, so that the start of one table does not depend on which others there are.
            RandomStream own = stream.Split(Columns[i].Name);
            Span<float> levels = Parameters[i].Values[..^Columns[i].Units];
            own.NextNormals(levels);
            Spans.Scale(levels, Deviation);
        }
    }

    internal override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = x.Slice(row * Inputs, Inputs);
            Span<float> to = y.Slice(row * Outputs, Outputs);
            foreach (EmbeddingStretch part in _stretches)
            {
                (part.Table is { } table ? Level(table.Values, table, from[part.Input]) : from.Slice(part.Input, part.Length)).CopyTo(to[part.Output..]);
            }
        }
    }

    internal override void Backward(in LayerPass pass)
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            Parameters[i].Gradient.Clear();
        }

        for (int row = 0; row < pass.Rows; row++)
        {
            ReadOnlySpan<float> x = pass.X.Slice(row * Inputs, Inputs);
            ReadOnlySpan<float> dy = pass.OutputGradient.Slice(row * Outputs, Outputs);
            Span<float> dx = pass.InputGradient.IsEmpty ? default : pass.InputGradient.Slice(row * Inputs, Inputs);
            foreach (EmbeddingStretch part in _stretches)
            {
                ReadOnlySpan<float> own = dy.Slice(part.Output, part.Length);
                if (part.Table is { } table)
                {
                    Spans.AddScaled(Level(table.Gradient, table, x[part.Input]), own, 1);
                }

                if (!dx.IsEmpty)
                {
                    BackwardInput(part, own, dx);
                }
            }
        }
    }

    private static void BackwardInput(EmbeddingStretch part, ReadOnlySpan<float> dy, Span<float> dx)
    {
        if (part.Table is null)
        {
            dy.CopyTo(dx[part.Input..]);
        }
        else
        {
            dx[part.Input] = 0;
        }
    }

    /// <summary>The row of a code in a table or its gradient; of what is no code, the last. Written so that NaN is none.</summary>
    private static Span<float> Level(Span<float> values, Parameter table, float code) =>
        values.Slice((code >= 0 && code < table.Rows ? (int)code : table.Rows - 1) * table.Columns, table.Columns);

    private static int Width(EmbeddingSpec spec, int inputs)
    {
        if (spec.Columns.Count == 0)
        {
            throw new GliaException("An embedding layer needs at least one column of codes.");
        }

        int before = -1;
        long width = inputs;
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (EmbeddedColumn column in spec.Columns)
        {
            string? wrong = column is null || !names.Add(column.Name) ? "has a name of its own"
                : column.Input <= before || column.Input >= inputs ? Invariant($"stands behind the one before and below {inputs}, not at {column.Input}")
                : column.Levels is < 2 or > MostLevels ? Invariant($"has 2 to {MostLevels} levels, not {column.Levels}")
                : column.Units < 1 ? Invariant($"becomes at least 1 number, not {column.Units}")
                : null;
            if (wrong is not null)
            {
                throw new GliaException($"A column of an embedding layer{(column is null ? "" : $" ('{column.Name}')")} {wrong}.");
            }

            before = column!.Input;
            width += column.Units - 1;
        }

        return width <= int.MaxValue ? (int)width : throw new GliaException(Invariant($"An embedding layer of {width} numbers is too wide."));
    }
}
