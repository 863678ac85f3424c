namespace Glia.Kernels.Activations;

/// <summary>
/// An activation function of a whole row: every output depends on every pre-activation of the row, or a row has more or fewer outputs than
/// pre-activations.
/// </summary>
/// <remarks>
/// Batches are row-major. Spans have the lengths they should have, and are either the same memory or disjoint; where outputs are not as many as
/// units, disjoint. The caller has checked. The results of a row may not depend on what other rows there are.
/// </remarks>
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

    /// <summary>How many outputs a row has. Where they are not as many as units, <see cref="ActivationInfo.ChangesWidth"/> says so.</summary>
    /// <param name="units">Pre-activations of a row, at least 1.</param>
    /// <returns>The outputs; 0 where rows of so many units cannot be.</returns>
    int OutputUnits(int units) => units;

    /// <summary>The values of rows.</summary>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Outputs <c>[rows, outputs]</c>; may be <paramref name="z"/> where outputs are as many as units.</param>
    /// <param name="fast">Whether 2 ulp are good enough; otherwise 0.51.</param>
    void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast);

    /// <summary>The diagonals of the Jacobians, ∂yᵢ/∂zᵢ; never asked of a function that changes the width.</summary>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="slope">The diagonals <c>[rows, units]</c>; may be <paramref name="z"/>.</param>
    void Slope(ReadOnlySpan<float> z, int units, Span<float> slope) => throw new NotSupportedException($"{TSelf.Info.Name} has no slope.");

    /// <summary>The Jacobians' transposes times the output gradients.</summary>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="y">The outputs <see cref="Forward(ReadOnlySpan{float}, int, Span{float}, bool)"/> gave for them.</param>
    /// <param name="dy">∂L/∂y <c>[rows, outputs]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="dz">∂L/∂z <c>[rows, units]</c>; may be any of the others of its size.</param>
    void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz);

    /// <summary>The values of rows in float64.</summary>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Outputs <c>[rows, outputs]</c>.</param>
    void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => throw new NotSupportedException($"{TSelf.Info.Name} has no float64 form.");

    /// <summary>The diagonals of the Jacobians in float64.</summary>
    /// <param name="z">Pre-activations <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="slope">The diagonals <c>[rows, units]</c>.</param>
    void Slope(ReadOnlySpan<double> z, int units, Span<double> slope) => throw new NotSupportedException($"{TSelf.Info.Name} has no float64 form.");
}
