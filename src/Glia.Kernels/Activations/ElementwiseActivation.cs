using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>An <see cref="IActivation{TSelf}"/> over spans.</summary>
/// <typeparam name="T">The function.</typeparam>
internal sealed class ElementwiseActivation<T> : Activation
    where T : struct, IActivation<T>
{
    private readonly T _function;
    private readonly bool _fast;
    private readonly Evaluation _forward;
    private readonly Evaluation _slope;
    private readonly bool _backwardInSingle;

    public ElementwiseActivation(T function, bool fast = false)
        : base(function.Describe(), function.Arguments, 0)
    {
        if (!EqualityComparer<T>.Default.Equals(T.Create(function.Arguments), function))
        {
            throw new ArgumentException($"{Info.Name}: Create does not give the function back from its Arguments.", nameof(function));
        }

        _function = function;
        _fast = fast;
        _forward = T.IsForwardExactInSingle(function) ? Evaluation.Single : Evaluate(fast, T.FastForward);
        _slope = T.IsSlopeExactInSingle(function) ? Evaluation.Single : Evaluate(fast, T.FastSlope);
        _backwardInSingle = Evaluate(fast, T.FastSlope) == Evaluation.Single;
    }

    public override Activation Fast => field ??= _fast ? this : new ElementwiseActivation<T>(_function, fast: true);

    private protected override void ForwardCore(ReadOnlySpan<float> z, Span<float> y)
    {
        if (T.KnowsForwardExcess && _forward == Evaluation.Exact)
        {
            Sweep.MapThroughFloats(new ForwardBody<T>(_function), z, y);
        }
        else
        {
            Sweep.Map(new ForwardBody<T>(_function), _forward, z, y);
        }
    }

    private protected override void SlopeCore(ReadOnlySpan<float> z, Span<float> slope) =>
        Sweep.Map(new SlopeBody<T>(_function), _slope, z, slope);

    private protected override void BackwardCore(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz) =>
        Sweep.MapProduct(new BackwardBody<T>(_function), _backwardInSingle, z, dy, dz);

    private protected override void ForwardCore(ReadOnlySpan<double> z, Span<double> y) => Sweep.Map(new ForwardBody<T>(_function), z, y);

    private protected override void SlopeCore(ReadOnlySpan<double> z, Span<double> slope) => Sweep.Map(new SlopeBody<T>(_function), z, slope);

    internal override TracedFunction? Trace(ReadOnlySpan<float> learned) => TracedFunction.Of(new ForwardBody<T>(_function), _forward);

    private protected override double CloseForward(float z, float y) => _fast ? y : Sweep.Close(new ForwardBody<T>(_function), z);

    private protected override double CloseSlope(float z, float slope) => _fast ? slope : Sweep.Close(new SlopeBody<T>(_function), z);
}

/// <summary>y = f(z).</summary>
internal readonly struct ForwardBody<T>(T function) : IExcessBody
    where T : struct, IActivation<T>
{
    private readonly T _function = function;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => _function.Forward(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Scale<TLane>(TLane x, TLane y)
        where TLane : struct, ILane<TLane> => T.ForwardScale(_function, x, y);

    public double ExcessUnit => T.ForwardExcessUnit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane ApplyWithExcess<TLane>(TLane x, out TLane excess)
        where TLane : struct, ILane<TLane> => T.ForwardWithExcess(_function, x, out excess);

    public bool InPairs => T.ForwardInPairs;

    public bool SideBySide => T.ForwardSideBySide;
}

/// <summary>f′(z).</summary>
internal readonly struct SlopeBody<T>(T function) : IScaledBody
    where T : struct, IActivation<T>
{
    private readonly T _function = function;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => _function.Slope(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Scale<TLane>(TLane x, TLane y)
        where TLane : struct, ILane<TLane> => T.SlopeScale(_function, x, y);

    public bool InPairs => T.SlopeInPairs;

    public bool SideBySide => T.SlopeSideBySide;
}

/// <summary>dz = dy · f′(z).</summary>
internal readonly struct BackwardBody<T>(T function) : IFactorBody
    where T : struct, IActivation<T>
{
    private readonly T _function = function;

    public bool InPairs => T.BackwardInPairs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Factor<TLane>(TLane a, out TLane scale)
        where TLane : struct, ILane<TLane>
    {
        TLane slope = _function.Slope(a);
        scale = T.SlopeScale(_function, a, slope);
        return slope;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b)
        where TLane : struct, ILane<TLane> => b * _function.Slope(a);
}
