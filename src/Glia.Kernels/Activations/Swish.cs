using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x·σ(β·x); with β = 1 also called SiLU. β may be learned.</summary>
/// <remarks>
/// With u = βx: slope σ(u) + u·σ(u)·σ(−u) (<see cref="Logistic.GateSlope{TLane}"/>); ∂y/∂β = x²·σ(u)·σ(−u). The limit at −∞ is −0 (PyTorch gives NaN): infinite
/// inputs are taken as the largest floats where σ goes to 0.
/// </remarks>
/// <param name="Beta">The steepness β, or where learning it starts.</param>
/// <param name="Learned">What is learned.</param>
internal readonly record struct Swish(float Beta, LearnedPer Learned) : ILearnedActivation<Swish>
{
    private const string BetaName = "beta";

    // For β = 1, where |slope| is 1 % of its maximum 1.0998 on the left; everything scales with 1/β.
    private const double SaturationAtOne = -6.142915700195617;

    // The extremes of y·β and of the slope do not depend on β.
    private const double Lowest = -0.2784645427610738;
    private const double LowestSlope = -0.09983932012886692;
    private const double HighestSlope = 1.0998393201288669;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1);

    /// <inheritdoc/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public float LearnedStart => Beta;

    /// <inheritdoc/>
    public ActivationArguments Arguments => new(Learned, (BetaName, Beta));

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static Swish Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[BetaName], arguments.Learned);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Beta);

    /// <inheritdoc/>
    public Swish With(float p) => this with { Beta = p };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Beta == 1 ? AtOne.Of(z) : Steep(z, Beta);

    /// <inheritdoc/>
    static void ILearnedActivation<Swish>.Map(Swish function, Evaluation evaluation, ReadOnlySpan<float> z, Span<float> y)
    {
        if (function.Beta == 1)
        {
            Sweep.Map(default(AtOne), evaluation, z, y);
        }
        else
        {
            Sweep.Map(new ForwardBody<Swish>(function), evaluation, z, y);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Slope(z, TLane.Of(Beta));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane> => Logistic.TimesOfProduct(z, p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>
    {
        TLane u = p * Lane.Clamp(z, float.MinValue, float.MaxValue);
        return Logistic.GateSlope(u, u);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane ParameterSlope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>
    {
        TLane finite = Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane e = Exp.OfNegative(-TLane.Abs(p * finite));
        TLane d = TLane.Of(1.0) + e;
        return finite * finite * (e / (d * d));
    }

    /// <summary>Apart, because both formulas in one loop are more than the compiler inlines.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane Steep<TLane>(TLane z, float beta)
        where TLane : struct, ILane<TLane> => Logistic.TimesOfProduct(z, TLane.Of(beta));

    /// <summary>The two terms of the slope are 0.22 and −0.22 at its zero, u = −1.2785; farther than 1 away they leave at least half of the larger.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(Swish function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane>
    {
        TLane u = TLane.Of(function.Beta) * z;
        return TLane.WhereLess(TLane.Abs(u + 1.28), TLane.Of(1.0), TLane.Of(0.25), slope);
    }

    private static ActivationInfo At(float beta) => new()
    {
        Name = "swish",
        Aliases = ["silu"],
        Parameters = [new(BetaName, 1, Interval.Finite, "steepness: 0 gives x/2, large values approach relu")],
        LearnedParameter = BetaName,
        LearnedByDefault = LearnedPer.None,
        Formula = "x·sigmoid(beta·x)",
        SlopeFormula = "s + beta·x·s·(1 - s) with s = sigmoid(beta·x)",
        Source = "Elfwing, Uchibe and Doya, 2017 (SiLU); Ramachandran, Zoph and Le, Searching for Activation Functions, 2017.",
        Family = ActivationFamily.Gated,
        Elsewhere =
        [
            new("PyTorch", "SiLU", "Has no beta; gives NaN at −∞."),
            new("Keras", "silu, swish", "Has no beta."),
            new("JAX", "silu, swish", "Has no beta."),
            new("ONNX", "Swish", "From opset 24; beta is called alpha."),
        ],
        Range = beta > 0 ? new(Lowest / beta, double.PositiveInfinity) : beta < 0 ? new(double.NegativeInfinity, Lowest / beta) : Interval.All,
        SlopeRange = beta == 0 ? new(0.5, 0.5) : new(LowestSlope, HighestSlope),
        IsMonotone = beta == 0,
        Saturation = beta > 0 ? new(SaturationAtOne / beta, double.PositiveInfinity)
            : beta < 0 ? new(double.NegativeInfinity, SaturationAtOne / beta) : null,
        Gain = NormalGain.Of(new Swish(beta, LearnedPer.None)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Mul(x, Sigmoid(Mul(x, {beta})))"),
    };

    /// <summary>The usual case, without the product in the exponent, and without looking at β.</summary>
    private readonly struct AtOne : IScaledBody
    {
        public bool InPairs => true;

        public bool SideBySide => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane z)
            where TLane : struct, ILane<TLane>
        {
            if (TLane.Precision == LanePrecision.Pair)
            {
                return Logistic.TimesPair(z, z);
            }

            return TLane.Precision == LanePrecision.Single ? Logistic.TimesSingle(z, z, TLane.Of(0.0)) : Logistic.Times(z, -TLane.Abs(z));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => Of(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Scale<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => y;
    }
}
