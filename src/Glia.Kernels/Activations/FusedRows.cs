using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>
/// A batch on its way from a dense layer's product through bias, activation and dropout, and back: all steps are done to one block of rows
/// while it lies in the nearest cache, then to the next.
/// </summary>
/// <remarks>
/// Bits are those of the separate steps: z + b, <see cref="Activation.ForwardRows"/> and y·m, each rounded to float; backward ∂L/∂(y·m)·m,
/// <see cref="Activation.BackwardRows"/> and the sum of ∂L/∂z over rows in ascending order, in float. All intermediate results are kept, for the way back
/// and for whoever watches. Nothing is allocated.
/// </remarks>
public readonly ref struct FusedRows
{
    /// <summary>Gets the pre-activations <c>[rows, units]</c>. On the way forth they come without the bias, and get it.</summary>
    public required Span<float> Z { get; init; }

    /// <summary>Gets the units of the layer.</summary>
    public required int Units { get; init; }

    /// <summary>Gets the outputs <c>[rows, outputs]</c> of the activation; may be <see cref="Z"/> where there is no way back.</summary>
    public required Span<float> Y { get; init; }

    /// <summary>Gets the learned values of the activation: empty, <c>[1]</c> or <c>[units]</c>.</summary>
    public ReadOnlySpan<float> Learned { get; init; }

    /// <summary>Gets the factors m <c>[rows, outputs]</c> of dropout; empty for none.</summary>
    public ReadOnlySpan<float> Mask { get; init; }

    /// <summary>Gets where y·m goes; empty where there is no mask.</summary>
    public Span<float> Masked { get; init; }

    /// <summary>Whether outputs are taken for 0 where they are traces (<see cref="Traces"/>).</summary>
    internal bool Fades { get; init; }

    /// <summary>Whether gradients by z are.</summary>
    internal bool FadesGradients { get; init; }

    /// <summary>z + b into <see cref="Z"/>, y = f(z) into <see cref="Y"/> and, under a mask, y·m into <see cref="Masked"/>.</summary>
    /// <param name="activation">The function f.</param>
    /// <param name="bias">The bias b <c>[units]</c>; empty for none.</param>
    /// <exception cref="ArgumentException">Lengths do not fit each other, or spans overlap.</exception>
    /// <exception cref="InvalidOperationException">The outputs are no whole rows.</exception>
    public void Forward(Activation activation, ReadOnlySpan<float> bias)
    {
        ArgumentNullException.ThrowIfNull(activation);
        int outputs = CheckedOutputs();
        if (!bias.IsEmpty && bias.Length != Units)
        {
            throw new ArgumentException($"{Units} units have {Units} biases, not {bias.Length}.", nameof(bias));
        }

        SpanGuard.Target(Mask, Masked, nameof(Masked));
        int rows = Z.Length / Units;
        int step = Columns.RowsOfBlock(Math.Max(Units, outputs));
        Span<float> repeated = stackalloc float[Columns.BlockLength];
        ReadOnlySpan<float> biases = bias.IsEmpty ? bias : Columns.Repeat(bias, Math.Min(rows, step), repeated);
        for (int row = 0; row < rows; row += step)
        {
            int count = Math.Min(step, rows - row);
            Span<float> z = Z.Slice(row * Units, count * Units);
            Span<float> y = Y.Slice(row * outputs, count * outputs);
            if (!biases.IsEmpty)
            {
                Columns.Add(z, biases[..z.Length]);
            }

            activation.ForwardRows(z, Units, Learned, y);
            if (Fades)
            {
                Traces.Fade(y);
            }

            if (!Mask.IsEmpty)
            {
                Columns.Multiply(y, Mask.Slice(row * outputs, y.Length), Masked.Slice(row * outputs, y.Length));
            }
        }
    }

    /// <summary>The chain rule back through mask, activation and bias.</summary>
    /// <param name="activation">The function f.</param>
    /// <param name="gradients">What comes in and where the results go.</param>
    /// <exception cref="ArgumentException">Lengths do not fit each other, or spans overlap.</exception>
    /// <exception cref="InvalidOperationException">The outputs are no whole rows.</exception>
    public void Backward(Activation activation, in FusedGradients gradients)
    {
        ArgumentNullException.ThrowIfNull(activation);
        int outputs = CheckedOutputs();
        SpanGuard.Target(Y, gradients.Y, nameof(gradients));
        SpanGuard.Target(Mask, gradients.Masked, nameof(gradients));
        SpanGuard.Target(Z, gradients.Z, nameof(gradients));
        if (!gradients.Bias.IsEmpty && gradients.Bias.Length != Units)
        {
            throw new ArgumentException($"{Units} units have {Units} biases, not {gradients.Bias.Length}.", nameof(gradients));
        }

        gradients.Bias.Clear();
        gradients.Learned.Clear();
        int rows = Z.Length / Units;

        // The gradient of a learned value is one sum over all rows, rounded once.
        int step = activation.Learned == LearnedPer.None ? Columns.RowsOfBlock(Math.Max(Units, outputs)) : Math.Max(1, rows);
        for (int row = 0; row < rows; row += step)
        {
            int count = Math.Min(step, rows - row);
            int from = row * outputs;
            int length = count * outputs;
            Span<float> dy = gradients.Y.Slice(from, length);
            if (!Mask.IsEmpty)
            {
                Columns.Multiply(gradients.Masked.Slice(from, length), Mask.Slice(from, length), dy);
            }

            Span<float> dz = gradients.Z.Slice(row * Units, count * Units);
            activation.BackwardRows(Z.Slice(row * Units, count * Units), Y.Slice(from, length), dy, Units, Learned, dz, gradients.Learned);
            if (FadesGradients)
            {
                Traces.Fade(dz);
            }

            Columns.Sum(dz, gradients.Bias);
        }
    }

    /// <summary>Outputs of a row: units, but for functions that change the width.</summary>
    private int CheckedOutputs()
    {
        SpanGuard.Rows(Z, Units);
        int rows = Z.Length / Units;
        int outputs = rows == 0 ? Units : Y.Length / rows;
        if (Y.Length != rows * outputs || (!Mask.IsEmpty && Mask.Length != Y.Length))
        {
            throw new InvalidOperationException($"{rows} rows do not fit {Y.Length} outputs and {Mask.Length} factors.");
        }

        return outputs;
    }
}
