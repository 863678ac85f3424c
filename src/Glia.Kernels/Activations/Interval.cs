using System.Globalization;

namespace Glia.Kernels.Activations;

/// <summary>A closed interval of numbers; an infinite end means no limit.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>Gets all numbers.</summary>
    public static Interval All => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Gets all finite floats.</summary>
    public static Interval Finite => new(float.MinValue, float.MaxValue);

    /// <summary>Gets the numbers from 0 up.</summary>
    public static Interval NotNegative => new(0, double.PositiveInfinity);

    /// <summary>Gets the finite floats above 0 that have all their digits.</summary>
    public static Interval Positive => new(SmallestNormal, float.MaxValue);

    /// <summary>Whether a value lies in the interval, ends included; NaN does not.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True inside.</returns>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Writes the interval as <c>[0, 1]</c>, <c>(0, ∞)</c> or <c>(−∞, ∞)</c>; the largest float counts as no limit, the smallest normal one as 0.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Low <= float.MinValue ? "(−∞" : Low == SmallestNormal ? "(0" : "[" + Format(Low))}, {(High >= float.MaxValue ? "∞)" : Format(High) + "]")}");

    private static string Format(double value) => value.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');
}
