using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>An <see cref="IActivation{TSelf}"/> over spans.</summary>
/// <typeparam name="T">The function.</typeparam>
internal sealed class ElementwiseActivation<T> : Activation
    where T : struct, IActivation<T>
{
    private readonly T _function;
    private readonly bool _single;

    public ElementwiseActivation(T function)
        : base(function.Describe(), function.Arguments, 0)
    {
        if (!EqualityComparer<T>.Default.Equals(T.Create(function.Arguments), function))
        {
            throw new ArgumentException($"{Info.Name}: Create does not give the function back from its Arguments.", nameof(function));
        }

        _function = function;
        _single = Info.ExactInSingle;
    }

    private protected override void ForwardCore(ReadOnlySpan<float> z, Span<float> y) => Sweep.Map(new ForwardBody<T>(_function), _single, z, y);

    private protected override void SlopeCore(ReadOnlySpan<float> z, Span<float> slope) =>
        Sweep.Map(new SlopeBody<T>(_function), _single, z, slope);

    private protected override void BackwardCore(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz) =>
        Sweep.Map(new BackwardBody<T>(_function), _single, z, dy, dz);
}

/// <summary>y = f(z).</summary>
internal readonly struct ForwardBody<T>(T function) : IUnaryBody
    where T : struct, IActivation<T>
{
    private readonly T _function = function;

    public TLane Apply<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => _function.Forward(x);
}

/// <summary>f′(z).</summary>
internal readonly struct SlopeBody<T>(T function) : IUnaryBody
    where T : struct, IActivation<T>
{
    private readonly T _function = function;

    public TLane Apply<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => _function.Slope(x);
}

/// <summary>dz = dy · f′(z).</summary>
internal readonly struct BackwardBody<T>(T function) : IBinaryBody
    where T : struct, IActivation<T>
{
    private readonly T _function = function;

    public TLane Apply<TLane>(TLane a, TLane b)
        where TLane : struct, ILane<TLane> => b * _function.Slope(a);
}
