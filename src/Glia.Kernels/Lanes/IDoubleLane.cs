namespace Glia.Kernels.Lanes;

/// <summary>A lane that computes in double, with loads and stores that do not round: for sums and intermediate results.</summary>
/// <typeparam name="TSelf">The lane itself.</typeparam>
internal interface IDoubleLane<TSelf> : ILane<TSelf>
    where TSelf : struct, IDoubleLane<TSelf>
{
    /// <summary>Loads <see cref="ILane{TSelf}.Width"/> doubles.</summary>
    /// <param name="source">The first of them.</param>
    /// <returns>The lane.</returns>
    static abstract TSelf Load(ref readonly double source);

    /// <summary>Stores <see cref="ILane{TSelf}.Width"/> doubles.</summary>
    /// <param name="target">Where the first goes.</param>
    void Store(ref double target);

    /// <summary>What <see cref="ILane{TSelf}.PowerOfTwoSixteenths"/> lost by rounding, to nearest.</summary>
    /// <param name="shifted">As there.</param>
    /// <returns>2^(n/16) less its rounded value.</returns>
    static abstract TSelf PowerOfTwoSixteenthsRest(TSelf shifted);

    /// <summary>The double nearest below or above high + low whose last bit is 1, unless <paramref name="low"/> is 0: rounding that to float is rounding the exact sum.</summary>
    /// <param name="high">The sum to nearest.</param>
    /// <param name="low">The rest.</param>
    /// <returns>The sum, rounded to odd.</returns>
    static abstract TSelf RoundToOdd(TSelf high, TSelf low);

    /// <summary>Stores <paramref name="low"/> as floats and says whether <paramref name="high"/> would have given the same bits throughout.</summary>
    /// <param name="low">One end of an interval.</param>
    /// <param name="high">The other end.</param>
    /// <param name="target">Where the first float goes.</param>
    /// <returns>Whether all values between the ends round to what was stored.</returns>
    static abstract bool StoreIfSame(TSelf low, TSelf high, ref float target);
}
