using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>
/// An elementwise activation function: its formula and its slope, written once over the lane type. Implement it as a
/// <c>readonly record struct</c> whose fields are the parameters; <see cref="Activation.Of{T}"/> makes it usable everywhere.
/// </summary>
/// <remarks>
/// Unless <see cref="ActivationInfo.ExactInSingle"/> is set, lanes compute in double, whose result may be off by 2⁻⁴¹ of its scale; where that leaves the
/// rounding to float open, the same formula is computed again in pairs of doubles and rounded once: so every result is the correctly rounded real value.
/// The fast variant (<see cref="Activation.Fast"/>) runs the formula in float lanes. NaN must stay NaN (see <see cref="Lane.KeepNaN{TLane}"/>) and infinities give the limit.
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

    /// <summary>The size that the error of <see cref="Forward"/> is relative to, where terms cancel: the largest of them. |y| unless overridden.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="z">Pre-activations.</param>
    /// <param name="y">What <see cref="Forward"/> gave.</param>
    /// <returns>The size; its sign is of no account.</returns>
    static virtual TLane ForwardScale<TLane>(TSelf function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => y;

    /// <summary>The size that the error of <see cref="Slope"/> is relative to, where terms cancel: the largest of them. |slope| unless overridden.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="z">Pre-activations.</param>
    /// <param name="slope">What <see cref="Slope"/> gave.</param>
    /// <returns>The size; its sign is of no account.</returns>
    static virtual TLane SlopeScale<TLane>(TSelf function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> => slope;

    /// <summary>Gets a value indicating whether <see cref="Forward"/> stays within 2 ulp in float lanes; where not, the fast variant computes in double.</summary>
    static virtual bool FastForward => true;

    /// <summary>Gets a value indicating whether <see cref="Slope"/> stays within 2 ulp in float lanes; where not, the fast variant computes in double.</summary>
    static virtual bool FastSlope => true;

    /// <summary>Whether <see cref="Forward"/> gives the correctly rounded value in float lanes; <see cref="ActivationInfo.ExactInSingle"/> says so of the slope and of gradients, too.</summary>
    /// <param name="function">The function.</param>
    /// <returns>Whether it does.</returns>
    static virtual bool IsForwardExactInSingle(TSelf function) => false;

    /// <summary>Whether <see cref="Slope"/> gives the correctly rounded slope in float lanes, as <see cref="IsForwardExactInSingle"/>.</summary>
    /// <param name="function">The function.</param>
    /// <returns>Whether it does.</returns>
    static virtual bool IsSlopeExactInSingle(TSelf function) => false;

    /// <summary>Gets a value indicating whether <see cref="Forward"/> is good to 2⁻³⁶·⁵ of its scale in pairs of floats (<see cref="LanePrecision.Pair"/>) wherever its results there are finite and above 2⁻⁷⁶: they then settle most roundings, faster than double.</summary>
    static virtual bool ForwardInPairs => false;

    /// <summary>Gets a value indicating whether <see cref="ForwardWithExcess"/> settles most roundings in float lanes, faster than pairs of floats: for formulas of a few exact steps.</summary>
    static virtual bool KnowsForwardExcess => false;

    /// <summary>Gets what the excess of <see cref="ForwardWithExcess"/> is counted in: a quotient by a constant need not divide it, which would cost subnormal numbers their digits.</summary>
    static virtual double ForwardExcessUnit => 1;

    /// <summary>The value as a float and what that is too large by, where <see cref="KnowsForwardExcess"/> says so.</summary>
    /// <remarks>
    /// What the float is too large by may be off by 2⁻¹⁹ of itself wherever it is at least a quarter of the float's last place: only there can it decide the rounding. Where that is not sure, as for
    /// infinities on the way, it is NaN.
    /// </remarks>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="function">The function.</param>
    /// <param name="z">Pre-activations.</param>
    /// <param name="excess">What to take away, in units of <see cref="ForwardExcessUnit"/>.</param>
    /// <returns>The float.</returns>
    static virtual TLane ForwardWithExcess<TLane>(TSelf function, TLane z, out TLane excess)
        where TLane : struct, ILane<TLane>
    {
        excess = TLane.Of(0.0);
        return function.Forward(z);
    }

    /// <summary>Gets a value indicating whether <see cref="Slope"/> is good to 2⁻³⁶·⁵ of its scale in pairs of floats, as <see cref="ForwardInPairs"/>.</summary>
    static virtual bool SlopeInPairs => false;

    /// <summary>Gets a value indicating whether the gradient, a product with <see cref="Slope"/>, is faster through pairs of floats than in double; only where <see cref="SlopeInPairs"/>.</summary>
    static virtual bool BackwardInPairs => false;

    /// <summary>Gets a value indicating whether <see cref="Forward"/> is faster with two lanes of doubles side by side: where steps wait for each other, and few results are kept meanwhile.</summary>
    static virtual bool ForwardSideBySide => false;

    /// <summary>Gets a value indicating whether <see cref="Slope"/> is faster with two lanes of doubles side by side, as <see cref="ForwardSideBySide"/>.</summary>
    static virtual bool SlopeSideBySide => false;
}
