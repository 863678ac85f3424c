namespace Glia.Kernels.Lanes;

/// <summary>
/// The vocabulary of vector arithmetic: a formula written once over <typeparamref name="TSelf"/> runs at every width,
/// from one element to a 512-bit register, and in float, double or a pair of doubles, always with the same bits for the same precision.
/// </summary>
/// <remarks>
/// Every operation of float and double lanes is one correctly rounded IEEE 754 operation (or exact), so results do not depend on the width.
/// A comparison gives a mask, all ones or all zeros in an element, for <see cref="Select"/> only.
/// </remarks>
/// <typeparam name="TSelf">The lane itself.</typeparam>
public interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>Gets the number of elements.</summary>
    static abstract int Width { get; }

    /// <summary>Gets the precision that the lane computes in: a constant for the compiler, by which formulas choose their polynomials.</summary>
    static abstract LanePrecision Precision { get; }

    /// <summary>Fills every element with <paramref name="value"/>, rounded to the lane's precision.</summary>
    /// <param name="value">The constant.</param>
    /// <returns>The filled lane.</returns>
    static abstract TSelf Of(double value);

    /// <summary>Fills every element with high + low, rounded to the lane's precision.</summary>
    /// <param name="high">The constant, to nearest.</param>
    /// <param name="low">What is missing, to nearest.</param>
    /// <returns>The filled lane.</returns>
    static abstract TSelf Of(double high, double low);

    /// <summary>Fills every element with <paramref name="value"/>, exactly: for parameters; constants are written as double, which the compiler folds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filled lane.</returns>
    static abstract TSelf Of(float value);

    /// <summary>Loads <see cref="Width"/> floats.</summary>
    /// <param name="source">The first of them.</param>
    /// <returns>The lane; widening to double is exact.</returns>
    static abstract TSelf Load(ref readonly float source);

    /// <summary>Stores <see cref="Width"/> floats, rounded to nearest even where the lane is wider than float.</summary>
    /// <param name="target">Where the first goes.</param>
    void Store(ref float target);

    /// <summary>Sum.</summary>
    /// <param name="a">First term.</param>
    /// <param name="b">Second term.</param>
    /// <returns>a + b.</returns>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>Difference.</summary>
    /// <param name="a">Minuend.</param>
    /// <param name="b">Subtrahend.</param>
    /// <returns>a − b.</returns>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>Product.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor.</param>
    /// <returns>a · b.</returns>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>Sum with a constant.</summary>
    /// <param name="a">First term.</param>
    /// <param name="b">Second term, as <see cref="Of(double)"/> rounds it.</param>
    /// <returns>a + b.</returns>
    static virtual TSelf operator +(TSelf a, double b) => a + TSelf.Of(b);

    /// <summary>Difference to a constant.</summary>
    /// <param name="a">Minuend.</param>
    /// <param name="b">Subtrahend, as <see cref="Of(double)"/> rounds it.</param>
    /// <returns>a − b.</returns>
    static virtual TSelf operator -(TSelf a, double b) => a - TSelf.Of(b);

    /// <summary>Product with a constant.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor, as <see cref="Of(double)"/> rounds it.</param>
    /// <returns>a · b.</returns>
    static virtual TSelf operator *(TSelf a, double b) => a * TSelf.Of(b);

    /// <summary>Quotient.</summary>
    /// <param name="a">Numerator.</param>
    /// <param name="b">Denominator.</param>
    /// <returns>a / b.</returns>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Negation; flips the sign of zero and NaN, too.</summary>
    /// <param name="a">The value.</param>
    /// <returns>−a.</returns>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a · b + c with one rounding, in hardware or emulated, but always fused.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor.</param>
    /// <param name="c">Addend.</param>
    /// <returns>a · b + c.</returns>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The same with a constant addend. Written so and not as a lane of it, a constant stands in the operation itself, where the compiler can take it out of a loop.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor.</param>
    /// <param name="c">Addend, as <see cref="Of(double)"/> rounds it.</param>
    /// <returns>a · b + c.</returns>
    static virtual TSelf FusedMultiplyAdd(TSelf a, TSelf b, double c) => TSelf.FusedMultiplyAdd(a, b, TSelf.Of(c));

    /// <summary>The same with a constant factor.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor, as <see cref="Of(double)"/> rounds it.</param>
    /// <param name="c">Addend.</param>
    /// <returns>a · b + c.</returns>
    static virtual TSelf FusedMultiplyAdd(TSelf a, double b, TSelf c) => TSelf.FusedMultiplyAdd(a, TSelf.Of(b), c);

    /// <summary>The same with two constants.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor, as <see cref="Of(double)"/> rounds it.</param>
    /// <param name="c">Addend, likewise.</param>
    /// <returns>a · b + c.</returns>
    static virtual TSelf FusedMultiplyAdd(TSelf a, double b, double c) => TSelf.FusedMultiplyAdd(a, TSelf.Of(b), TSelf.Of(c));

    /// <summary>c − a · b with one rounding: <see cref="FusedMultiplyAdd(TSelf, TSelf, TSelf)"/> of −a, for which hardware needs no step of its own.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor.</param>
    /// <param name="c">What the product is taken from.</param>
    /// <returns>c − a · b.</returns>
    static virtual TSelf FusedSubtract(TSelf a, TSelf b, TSelf c) => TSelf.FusedMultiplyAdd(-a, b, c);

    /// <summary>Absolute value.</summary>
    /// <param name="a">The value.</param>
    /// <returns>|a|.</returns>
    static abstract TSelf Abs(TSelf a);

    /// <summary>Square root, correctly rounded.</summary>
    /// <param name="a">The value.</param>
    /// <returns>√a.</returns>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>Nearest integer, ties to even.</summary>
    /// <param name="a">The value.</param>
    /// <returns>The rounded value.</returns>
    static abstract TSelf Round(TSelf a);

    /// <summary>2ⁿ for an integer n within the exponents of normal numbers; 0 in float for −127; anything else gives an unspecified value.</summary>
    /// <param name="n">The exponent, an integer.</param>
    /// <returns>2ⁿ.</returns>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>2ⁿ in float, of n + <see cref="Lane.SingleExponentMagic"/>.</summary>
    /// <param name="shifted">The sum, without rounding.</param>
    /// <returns>2ⁿ.</returns>
    internal static virtual TSelf PowerOfTwoShifted(TSelf shifted) => TSelf.PowerOfTwo(shifted - TSelf.Of(Lane.SingleExponentMagic));

    /// <summary>2^(n/16) to nearest, for an integer n within sixteen times the exponents of normal numbers.</summary>
    /// <param name="shifted">n + <see cref="Lane.RoundingShift{TLane}"/>, as rounding by that addition leaves it.</param>
    /// <returns>2^(n/16).</returns>
    static abstract TSelf PowerOfTwoSixteenths(TSelf shifted);

    /// <summary>x·2ⁿ with one rounding, gradually to 0 or to infinity.</summary>
    /// <param name="x">A value with 2⁻²⁰ ≤ |x| &lt; 2²⁰, or NaN; of others only the sign is sure.</param>
    /// <param name="n">An integer within twice the exponents of normal numbers; in float lanes also any below them, and −∞, which give 0.</param>
    /// <returns>x·2ⁿ.</returns>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>The larger of x and a bound; x where x is NaN, or both are zeros.</summary>
    /// <param name="x">The value.</param>
    /// <param name="bound">The bound; not NaN.</param>
    /// <returns>max(x, bound).</returns>
    static abstract TSelf AtLeast(TSelf x, TSelf bound);

    /// <summary>The smaller of x and a bound; x where x is NaN.</summary>
    /// <param name="x">The value.</param>
    /// <param name="bound">The bound; neither NaN nor 0.</param>
    /// <returns>min(x, bound).</returns>
    static abstract TSelf AtMost(TSelf x, TSelf bound);

    /// <summary>The larger of x and a constant bound; x where x is NaN, or both are zeros.</summary>
    /// <param name="x">The value.</param>
    /// <param name="bound">The bound, as <see cref="Of(double)"/> rounds it; not NaN.</param>
    /// <returns>max(x, bound).</returns>
    static virtual TSelf AtLeast(TSelf x, double bound) => TSelf.AtLeast(x, TSelf.Of(bound));

    /// <summary>The smaller of x and a constant bound; x where x is NaN.</summary>
    /// <param name="x">The value.</param>
    /// <param name="bound">The bound, as <see cref="Of(double)"/> rounds it; neither NaN nor 0.</param>
    /// <returns>min(x, bound).</returns>
    static virtual TSelf AtMost(TSelf x, double bound) => TSelf.AtMost(x, TSelf.Of(bound));

    /// <summary>Mask of a &lt; b; false where either is NaN.</summary>
    /// <param name="a">Left side.</param>
    /// <param name="b">Right side.</param>
    /// <returns>The mask.</returns>
    static abstract TSelf LessThan(TSelf a, TSelf b);

    /// <summary>Mask of a = b; false where either is NaN.</summary>
    /// <param name="a">Left side.</param>
    /// <param name="b">Right side.</param>
    /// <returns>The mask.</returns>
    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary>Chooses by mask.</summary>
    /// <param name="mask">From a comparison.</param>
    /// <param name="whenTrue">Taken where the mask is set.</param>
    /// <param name="whenFalse">Taken elsewhere.</param>
    /// <returns>The choice, element by element.</returns>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>a &lt; b ? whenTrue : whenFalse, element by element: comparison and choice in one expression, so that the compiler keeps the mask in a register of its own kind.</summary>
    /// <param name="a">Left side.</param>
    /// <param name="b">Right side.</param>
    /// <param name="whenTrue">Taken where a &lt; b.</param>
    /// <param name="whenFalse">Taken elsewhere, NaN too.</param>
    /// <returns>The choice.</returns>
    static virtual TSelf WhereLess(TSelf a, TSelf b, TSelf whenTrue, TSelf whenFalse) => TSelf.Select(TSelf.LessThan(a, b), whenTrue, whenFalse);

    /// <summary>a = b ? whenTrue : whenFalse, element by element, as <see cref="WhereLess"/>.</summary>
    /// <param name="a">Left side.</param>
    /// <param name="b">Right side.</param>
    /// <param name="whenTrue">Taken where a = b.</param>
    /// <param name="whenFalse">Taken elsewhere, NaN too.</param>
    /// <returns>The choice.</returns>
    static virtual TSelf WhereEqual(TSelf a, TSelf b, TSelf whenTrue, TSelf whenFalse) => TSelf.Select(TSelf.Equal(a, b), whenTrue, whenFalse);

    /// <summary>Chooses 0 where two elements are equal, and counts how many are; float lanes only, of which alone rows are made.</summary>
    /// <param name="a">Left side.</param>
    /// <param name="b">Right side.</param>
    /// <param name="value">Taken where they are not.</param>
    /// <param name="count">Becomes as much larger.</param>
    /// <returns>The choice, element by element.</returns>
    internal static virtual TSelf Unless(TSelf a, TSelf b, TSelf value, ref int count) => throw new NotSupportedException();

    /// <summary>Whether a mask is set in any element: for leaving out what none needs, never for a result.</summary>
    /// <param name="mask">From a comparison.</param>
    /// <returns>Whether it is set anywhere.</returns>
    static abstract bool Any(TSelf mask);

    /// <summary>Whether all elements are equal, and so no NaN is among them; float lanes only, as <see cref="Unless"/>.</summary>
    /// <param name="a">Left side.</param>
    /// <param name="b">Right side.</param>
    /// <returns>Whether they are.</returns>
    internal static virtual bool AllEqual(TSelf a, TSelf b) => throw new NotSupportedException();

    /// <summary>The magnitude of one value with the sign of another.</summary>
    /// <param name="magnitude">Gives the magnitude; not negative.</param>
    /// <param name="sign">Gives the sign.</param>
    /// <returns>The combination.</returns>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);
}
