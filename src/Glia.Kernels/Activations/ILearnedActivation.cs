using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>
/// An elementwise activation function with one parameter p that a layer may learn. <see cref="IActivation{TSelf}.Forward"/>
/// and <see cref="IActivation{TSelf}.Slope"/> are these at p = <see cref="LearnedStart"/>.
/// </summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
public interface ILearnedActivation<TSelf> : IActivation<TSelf>
    where TSelf : struct, ILearnedActivation<TSelf>
{
    /// <summary>Gets how many values are learned: none, one for the layer, one for each unit.</summary>
    LearnedPer Learned { get; }

    /// <summary>Gets the value that learning starts from, or that holds where nothing is learned.</summary>
    float LearnedStart { get; }

    /// <summary>The function with another value of the parameter.</summary>
    /// <param name="p">The parameter.</param>
    /// <returns>f(·, p).</returns>
    TSelf With(float p);

    /// <summary>The value.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="z">Pre-activations.</param>
    /// <param name="p">The parameter.</param>
    /// <returns>y = f(z, p).</returns>
    TLane Forward<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>;

    /// <summary>The slope ∂y/∂z.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="z">Pre-activations.</param>
    /// <param name="p">The parameter.</param>
    /// <returns>∂f/∂z.</returns>
    TLane Slope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>;

    /// <summary>The slope ∂y/∂p.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="z">Pre-activations.</param>
    /// <param name="p">The parameter.</param>
    /// <returns>∂f/∂p.</returns>
    TLane ParameterSlope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>;

    /// <summary>Values over spans: a function that has a shorter formula at some parameter chooses it here, once, and not for every element.</summary>
    /// <param name="function">The function.</param>
    /// <param name="evaluation">How.</param>
    /// <param name="z">Inputs.</param>
    /// <param name="y">Gets the values.</param>
    internal static virtual void Map(TSelf function, Evaluation evaluation, ReadOnlySpan<float> z, Span<float> y) => Sweep.Map(new ForwardBody<TSelf>(function), evaluation, z, y);
}
