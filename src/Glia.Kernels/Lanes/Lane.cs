namespace Glia.Kernels.Lanes;

/// <summary>Small compositions of the lane vocabulary.</summary>
public static class Lane
{
    /// <summary>1.5·2⁵² + 1023: adding it to a small integer n leaves n + bias in the low bits, ready to be shifted into the exponent.</summary>
    internal const double DoubleExponentMagic = 6755399441056767.0;

    /// <summary>1.5·2²³ + 127, the same for float.</summary>
    internal const float SingleExponentMagic = 12583039f;

    /// <summary>Limits x to [low, high]; NaN stays NaN.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <param name="low">Lower limit.</param>
    /// <param name="high">Upper limit.</param>
    /// <returns>The limited value.</returns>
    public static TLane Clamp<TLane>(TLane x, double low, double high)
        where TLane : struct, ILane<TLane>
    {
        TLane lower = TLane.Of(low);
        TLane upper = TLane.Of(high);
        TLane raised = TLane.Select(TLane.LessThan(x, lower), lower, x);
        return TLane.Select(TLane.LessThan(upper, raised), upper, raised);
    }

    /// <summary>Gives <paramref name="value"/>, but NaN where <paramref name="x"/> is NaN: a comparison must not swallow it.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The input.</param>
    /// <param name="value">The result for inputs that are numbers.</param>
    /// <returns>The value, or the NaN.</returns>
    public static TLane KeepNaN<TLane>(TLane x, TLane value)
        where TLane : struct, ILane<TLane> => TLane.Select(TLane.Equal(x, x), value, x);
}
