using Glia.Networks.Numbers;
using Glia.Networks.Training;

namespace Glia.Networks;

/// <summary>A step as observers see it: read-only views into the trainer's buffers, valid during the call.</summary>
public readonly ref struct StepView
{
    private readonly Workspace _work;
    private readonly Batches _batches;
    private readonly ReadOnlySpan<float> _before;
    private readonly double? _norm;

    internal StepView(Workspace work, Batches batches, ReadOnlySpan<float> before, double? norm)
    {
        _work = work;
        _batches = batches;
        _before = before;
        _norm = norm;
    }

    /// <summary>Gets the number of the step in the whole run; the first is 1.</summary>
    public long Step { get; internal init; }

    /// <summary>Gets the number of the epoch; the first is 1.</summary>
    public int Epoch { get; internal init; }

    /// <summary>Gets the rows of the batch.</summary>
    public int Rows => _batches.Rows;

    /// <summary>
    /// Gets which training rows are in the batch, counted from 0. In a batch of all rows, rows that repeat their predecessor exactly are one. Empty where rows are streamed.
    /// </summary>
    public ReadOnlySpan<int> RowNumbers => _batches.Indices;

    /// <summary>Gets the weighted mean loss of the batch, before the update.</summary>
    public double Loss { get; internal init; }

    /// <summary>Gets the learning rate of the update.</summary>
    public double LearningRate { get; internal init; }

    /// <summary>Gets the Euclidean norm of the gradient of all parameters, before clipping and penalties. It takes a pass over the gradient, so ask only where it is needed, and once a step.</summary>
    public double GradientNorm => _norm ?? Spans.QuickNorm(Network.Store.Gradient.AsSpan(0, Network.Store.Length));

    /// <summary>Gets the network, with the values after the update.</summary>
    public Network Network => _work.Network;

    /// <summary>Gets y of a layer, as computed before the update.</summary>
    /// <param name="layer">Index in <see cref="Network.Layers"/>; −1 for the batch itself.</param>
    /// <returns><c>[Rows, units]</c>.</returns>
    public ReadOnlySpan<float> Output(int layer) => layer < 0 ? _batches.X : _work.Output(layer, Rows);

    /// <summary>Gets ∂L/∂y of a layer. For the pre-activation of the activation layer i, ask for layer i − 1.</summary>
    /// <param name="layer">Index in <see cref="Network.Layers"/>, from 0.</param>
    /// <returns><c>[Rows, units]</c>.</returns>
    public ReadOnlySpan<float> OutputGradient(int layer) => _work.OutputGradient(layer, Rows);

    /// <summary>Gets ∂L/∂parameter as the optimizer got it: clipped, and with penalties.</summary>
    /// <param name="parameter">A parameter of <see cref="Network"/>.</param>
    /// <returns>The gradient, in the parameter's layout.</returns>
    public ReadOnlySpan<float> Gradient(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Network.Store.Gradient.AsSpan(parameter.Offset, parameter.Length);
    }

    /// <summary>Gets a value indicating whether <see cref="Before"/> can be asked: whether an observer said that it would be, or there was no update.</summary>
    public bool HasBefore => !_before.IsEmpty;

    /// <summary>Gets the values of a parameter before this update.</summary>
    /// <param name="parameter">A parameter of <see cref="Network"/>.</param>
    /// <returns>The values, in the parameter's layout.</returns>
    /// <exception cref="InvalidOperationException">Nobody said that they would be asked for; see <see cref="IStepObserver.Compares"/>.</exception>
    public ReadOnlySpan<float> Before(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _before.IsEmpty
            ? throw new InvalidOperationException("The values before this update were not kept; answer Compares with true where they are needed.")
            : _before.Slice(parameter.Offset, parameter.Length);
    }
}
