using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>
/// An elementwise activation function: its formula and its slope, written once over the lane type. Implement it as a
/// <c>readonly record struct</c> whose fields are the parameters; <see cref="Activation.Of{T}"/> makes it usable everywhere.
/// </summary>
/// <remarks>
/// Lanes compute in double and are rounded to float once, unless <see cref="ActivationInfo.ExactInSingle"/> is set.
/// NaN must stay NaN (see <see cref="Lane.KeepNaN{TLane}"/>) and infinities give the limit.
/// </remarks>
/// <typeparam name="TSelf">The struct itself.</typeparam>
public interface IActivation<TSelf>
    where TSelf : struct, IActivation<TSelf>
{
    /// <summary>Gets everything known about the function at its default parameters.</summary>
    static abstract ActivationInfo Info { get; }

    /// <summary>Makes the function from named parameters, complete and within their ranges.</summary>
    /// <param name="arguments">One value for each of <see cref="ActivationInfo.Parameters"/>.</param>
    /// <returns>The function.</returns>
    static abstract TSelf Create(ActivationArguments arguments);

    /// <summary>Gets the parameters by name, such that <see cref="Create"/> gives this function back. Without parameters, the default serves.</summary>
    ActivationArguments Arguments => ActivationArguments.None;

    /// <summary>Gets what is known about the function at these parameters: <see cref="Info"/>, with what depends on them replaced.</summary>
    /// <returns>The description.</returns>
    ActivationInfo Describe() => TSelf.Info;

    /// <summary>The value.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="z">Pre-activations.</param>
    /// <returns>y = f(z).</returns>
    TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>;

    /// <summary>The slope dy/dz.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="z">Pre-activations.</param>
    /// <returns>f′(z).</returns>
    TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>;
}
