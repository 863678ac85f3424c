using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x + sin²(a·x)/a: rises on average, with waves. a may be learned.</summary>
/// <remarks>
/// Slope 1 + sin(2ax) = 2·sin²(ax + π/4), which does not cancel at its zeros. With s = sin(ax), c = cos(ax): ∂y/∂a = (s/a)·(2axc − s)/a, well
/// conditioned as a → 0, where y = x and ∂y/∂a = x². f(±∞) = ±∞; the slope has no limit there: NaN.
/// </remarks>
/// <param name="Frequency">The frequency a, or where learning it starts.</param>
/// <param name="Learned">What is learned.</param>
internal readonly record struct Snake(float Frequency, LearnedPer Learned) : ILearnedActivation<Snake>
{
    private const string FrequencyName = "a";
    private const double QuarterTurn = 0.5;
    private const double EighthTurn = 0.25;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1);

    /// <inheritdoc/>
    public static bool FastForward => false;

    /// <inheritdoc/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public float LearnedStart => Frequency;

    /// <inheritdoc/>
    public ActivationArguments Arguments => new(Learned, (FrequencyName, Frequency));

    /// <inheritdoc/>
    public static bool ForwardSideBySide => true;

    /// <inheritdoc/>
    public static bool SlopeSideBySide => true;

    /// <inheritdoc/>
    public static Snake Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[FrequencyName], arguments.Learned);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Frequency);

    /// <inheritdoc/>
    public Snake With(float p) => this with { Frequency = p };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Double)
        {
            // With the reciprocal of a, taken once for all; its rounding is far below what the check allows for. Side by side, the angle's own check finds infinities.
            TLane u = TLane.Of(Frequency) * (typeof(TLane) == typeof(Double16) ? z : Lane.Clamp(z, float.MinValue, float.MaxValue));
            TLane s = Sine.Of(u);
            return TLane.WhereEqual(u, TLane.Of(0.0), z, TLane.FusedMultiplyAdd(s * s, TLane.Of(1.0 / Frequency), z));
        }

        return Forward(z, TLane.Of(Frequency));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Slope(z, TLane.Of(Frequency));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>
    {
        TLane u = p * Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane s = Sine.Of(u);

        // Where u is 0, x or a is: then y = x, with its sign.
        return TLane.WhereEqual(u, TLane.Of(0.0), z, z + (s * s / p));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>
    {
        // Without waves the slope is 1 also at infinity, where it has no limit otherwise.
        TLane u = TLane.WhereEqual(p, TLane.Of(0.0), TLane.CopySign(TLane.Of(0.0), z), p * z);
        TLane s = Sine.Of(u, EighthTurn);
        return Lane.KeepNaN(z, TLane.Of(2.0) * s * s);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane ParameterSlope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>
    {
        TLane x = Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane u = p * x;
        TLane s = Sine.Of(u);
        TLane wave = TLane.FusedMultiplyAdd(u + u, Sine.Of(u, QuarterTurn), -s);
        return TLane.WhereEqual(u, TLane.Of(0.0), x * x, s / p * (wave / p));
    }

    private static ActivationInfo At(float a) => new()
    {
        Name = "snake",
        Parameters = [new(FrequencyName, 1, Interval.Finite, "frequency of the waves: 0 gives x")],
        LearnedParameter = FrequencyName,
        LearnedByDefault = LearnedPer.None,
        Formula = "x + sin(a·x)²/a",
        SlopeFormula = "1 + sin(2·a·x)",
        Source = "Liu, Hartwig and Ueda, Neural Networks Fail to Learn Periodic Functions and How to Fix It, NeurIPS 2020.",
        Family = ActivationFamily.RadialOrPeriodic,
        Elsewhere = [],
        Range = Interval.All,
        SlopeRange = a == 0 ? new(1, 1) : new(0, 2),
        IsMonotone = true,
        Gain = NormalGain.Of(new Snake(a, LearnedPer.None)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Add(x, Div(Mul(Sin(Mul(x, {a})), Sin(Mul(x, {a}))), {a}))"),
    };
}
