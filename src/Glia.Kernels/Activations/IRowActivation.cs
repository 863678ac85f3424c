namespace Glia.Kernels.Activations;

/// <summary>An activation function of a whole row: every output depends on every pre-activation of the row.</summary>
/// <remarks>Spans have equal lengths, and are either the same memory or disjoint; the caller has checked.</remarks>
/// <typeparam name="TSelf">The struct itself.</typeparam>
public interface IRowActivation<TSelf>
    where TSelf : struct, IRowActivation<TSelf>
{
    /// <summary>Gets everything known about the function at its default parameters.</summary>
    static abstract ActivationInfo Info { get; }

    /// <summary>Makes the function from named parameters, complete and within their ranges.</summary>
    /// <param name="arguments">One value for each of <see cref="ActivationInfo.Parameters"/>.</param>
    /// <returns>The function.</returns>
    static abstract TSelf Create(ActivationArguments arguments);

    /// <summary>Gets the parameters by name, such that <see cref="Create"/> gives this function back. Without parameters, the default serves.</summary>
    ActivationArguments Arguments => ActivationArguments.None;

    /// <summary>Gets what is known about the function at these parameters.</summary>
    /// <returns>The description.</returns>
    ActivationInfo Describe() => TSelf.Info;

    /// <summary>The values of one row.</summary>
    /// <param name="z">Pre-activations <c>[units]</c>.</param>
    /// <param name="y">Outputs <c>[units]</c>; may be <paramref name="z"/>.</param>
    void Forward(ReadOnlySpan<float> z, Span<float> y);

    /// <summary>The diagonal of the Jacobian, ∂yᵢ/∂zᵢ.</summary>
    /// <param name="z">Pre-activations <c>[units]</c>.</param>
    /// <param name="slope">The diagonal <c>[units]</c>; may be <paramref name="z"/>.</param>
    void Slope(ReadOnlySpan<float> z, Span<float> slope);

    /// <summary>The Jacobian's transpose times the output gradient.</summary>
    /// <param name="z">Pre-activations <c>[units]</c>.</param>
    /// <param name="y">The outputs <see cref="Forward"/> gave for them.</param>
    /// <param name="dy">∂L/∂y.</param>
    /// <param name="dz">∂L/∂z; may be any of the others.</param>
    void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz);
}
