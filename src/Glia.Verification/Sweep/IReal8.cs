using System.Runtime.Intrinsics;

namespace Glia.Verification.Sweep;

/// <summary>Eight real numbers with a bound of their error: <see cref="Bounded8"/> in pairs of doubles, <see cref="Rough8"/> in doubles.</summary>
/// <typeparam name="TSelf">The numbers.</typeparam>
internal interface IReal8<TSelf>
    where TSelf : unmanaged, IReal8<TSelf>
{
    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>Eight exact numbers.</summary>
    static abstract TSelf Of(Vector512<double> value);

    /// <summary>A constant.</summary>
    static abstract TSelf Of(Bounded8 constant);

    /// <summary>Sine and cosine of the wave's multiple of x.</summary>
    static abstract void SinCos(Wave wave, Vector512<double> x, out TSelf sine, out TSelf cosine);
}
