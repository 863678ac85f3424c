using Glia.Kernels.Activations;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// An elementwise activation as bounds see it. What is proved rests on what the function's own file says (kinks, slopes, jumps, monotony,
/// accuracy) and on its values, computed by itself; no function is known by name here.
/// </summary>
internal abstract class Curve(Activation activation)
{
    private readonly Interval _range = activation.Info.Range;

    /// <summary>What a float32 value of the function may be off, relative to the value: a correctly rounded one half an ulp of 2⁻²³, with room.</summary>
    protected double Relative { get; } = (activation.Info.ExactInSingle ? 1 : activation.Info.FastUlps + 1) * 2 * Rounding.Single;

    /// <summary>Gets the function at its parameters.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>The curve of a function; null where its file does not say enough to bound it.</summary>
    public static Curve? Of(Activation activation)
    {
        ActivationInfo info = activation.Info;
        if (info.IsRowwise || info.ChangesWidth)
        {
            return null;
        }

        if (info.IsStraightBetweenKinks)
        {
            return new StraightCurve(activation);
        }

        bool slopes = !info.HasJumps && double.IsFinite(info.SlopeRange.Low) && double.IsFinite(info.SlopeRange.High);
        return info.IsMonotone || slopes ? new SampledCurve(activation, slopes) : null;
    }

    /// <summary>Lines around the function on an interval, ends finite and low ≤ high.</summary>
    public Envelope Around(double low, double high)
    {
        Envelope envelope = AroundCore(low, high);
        if (!envelope.IsKnown)
        {
            return envelope;
        }

        // Rounded to float32, a value may pass the end of the range by half an ulp.
        envelope.Low = Math.Max(envelope.Low, _range.Low - (Math.Abs(_range.Low) * Relative) - Rounding.Tiny);
        envelope.High = Math.Min(envelope.High, _range.High + (Math.Abs(_range.High) * Relative) + Rounding.Tiny);
        return Math.Max(-envelope.Low, envelope.High) < Rounding.Largest ? envelope : Envelope.Unknown;
    }

    /// <summary>y and slope at a point, for searching; nothing is proved with them.</summary>
    public (double Y, double Slope) At(double z)
    {
        Span<double> y = [z];
        Span<double> slope = [z];
        Activation.Forward(y, y);
        Activation.Slope(slope, slope);
        return (y[0], slope[0]);
    }

    protected abstract Envelope AroundCore(double low, double high);
}
