namespace Glia.Kernels.Lanes;

/// <summary>A formula of one input, for <see cref="Sweep"/>.</summary>
internal interface IUnaryBody
{
    TLane Apply<TLane>(TLane x)
        where TLane : struct, ILane<TLane>;
}

/// <summary>A formula of one input that knows how far its result can be trusted.</summary>
internal interface IScaledBody : IUnaryBody
{
    /// <summary>Gets a value indicating whether the formula may be tried in pairs of floats.</summary>
    bool InPairs { get; }

    /// <summary>Gets a value indicating whether the formula is tried with two lanes of doubles side by side.</summary>
    bool SideBySide { get; }

    /// <summary>The size that errors are relative to.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The input.</param>
    /// <param name="y">The result for it.</param>
    /// <returns>|y| or a larger size; its sign is of no account.</returns>
    TLane Scale<TLane>(TLane x, TLane y)
        where TLane : struct, ILane<TLane>;
}

/// <summary>A formula of one input that float lanes compute together with what they round away.</summary>
internal interface IExcessBody : IScaledBody
{
    /// <summary>Gets what the excess is counted in.</summary>
    double ExcessUnit { get; }

    /// <summary>The result as a float and what that is too large by, to 2⁻¹⁹ of itself where it decides the rounding.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">The input.</param>
    /// <param name="excess">What to take away, in units of <see cref="ExcessUnit"/>.</param>
    /// <returns>The float.</returns>
    TLane ApplyWithExcess<TLane>(TLane x, out TLane excess)
        where TLane : struct, ILane<TLane>;
}

/// <summary>A formula of two inputs, for <see cref="Sweep"/>.</summary>
internal interface IBinaryBody
{
    TLane Apply<TLane>(TLane a, TLane b)
        where TLane : struct, ILane<TLane>;
}

/// <summary>A product of the second input and a formula of the first.</summary>
internal interface IFactorBody : IBinaryBody
{
    /// <summary>Gets a value indicating whether the factor may be tried in pairs of floats.</summary>
    bool InPairs { get; }

    /// <summary>The factor.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">The first input.</param>
    /// <param name="scale">The size that its errors are relative to; its sign is of no account.</param>
    /// <returns>What the second input is multiplied by.</returns>
    TLane Factor<TLane>(TLane a, out TLane scale)
        where TLane : struct, ILane<TLane>;
}

/// <summary>A formula of three inputs, for <see cref="Sweep"/>.</summary>
internal interface ITernaryBody
{
    TLane Apply<TLane>(TLane a, TLane b, TLane c)
        where TLane : struct, ILane<TLane>;
}
