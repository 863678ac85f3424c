using Glia.Kernels.Products;
using Glia.Kernels.Randomness;

namespace Glia.Networks.Layers;

/// <summary>
/// One step of a network: batches <c>[rows, Inputs]</c> in, <c>[rows, Outputs]</c> out, row-major. A layer holds parameters
/// and state but nothing of a batch: buffers come from the caller, so any number of threads may predict at once.
/// </summary>
public abstract class Layer
{
    private protected Layer(string name, LayerSpec spec, int inputs, int outputs)
    {
        Name = name;
        Spec = spec;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>Gets the name, unique in the network: the number of the dense layer it belongs to and its kind, such as <c>1 dense</c>.</summary>
    public string Name { get; }

    /// <summary>Gets what the layer was made from.</summary>
    public LayerSpec Spec { get; }

    /// <summary>Gets the width of the input.</summary>
    public int Inputs { get; }

    /// <summary>Gets the width of the output: the number of units.</summary>
    public int Outputs { get; }

    /// <summary>Gets what is learned, in the order of <see cref="Network.Values"/>; empty for many layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; private protected init; } = [];

    /// <summary>Gets what is kept but not learned; empty for most layers.</summary>
    public IReadOnlyList<StateTensor> State { get; private protected init; } = [];

    /// <summary>Floats to keep from forward to backward for each row.</summary>
    internal virtual int SavedPerRow => 0;

    /// <summary>Floats to keep from forward to backward besides.</summary>
    internal virtual int SavedFixed => 0;

    /// <summary>Doubles of scratch that either pass needs.</summary>
    internal virtual int SumsLength => 0;

    /// <summary>Whether the training pass draws random numbers.</summary>
    internal virtual bool DrawsChance => false;

    /// <summary>Sets the start of parameters and state; called once, with a stream of its own.</summary>
    internal virtual void Initialize(RandomStream stream)
    {
    }

    /// <summary>y of x, as in prediction. Every row's result depends on that row only.</summary>
    internal abstract void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team);

    /// <summary>y of x in training; the same as prediction unless a layer says otherwise.</summary>
    internal virtual void Forward(in LayerPass pass) => Infer(pass.X, pass.Rows, pass.Y, pass.Team);

    /// <summary>Chain rule: from ∂L/∂y to the gradients of the parameters (overwritten) and, where wanted, ∂L/∂x.</summary>
    internal abstract void Backward(in LayerPass pass);
}
