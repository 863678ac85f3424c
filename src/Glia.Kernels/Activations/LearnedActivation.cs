using System.Buffers;
using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>An <see cref="ILearnedActivation{TSelf}"/> over spans.</summary>
/// <typeparam name="T">The function.</typeparam>
internal sealed class LearnedActivation<T> : Activation
    where T : struct, ILearnedActivation<T>
{
    private readonly T _function;
    private readonly bool _fast;

    public LearnedActivation(T function, bool fast = false)
        : base(function.Describe(), function.Arguments, function.LearnedStart)
    {
        if (!EqualityComparer<T>.Default.Equals(T.Create(function.Arguments), function) || function.Learned != Learned)
        {
            throw new ArgumentException($"{Info.Name}: Create does not give the function back from its Arguments.", nameof(function));
        }

        _function = function;
        _fast = fast;
    }

    public override Activation Fast => field ??= _fast ? this : new LearnedActivation<T>(_function, fast: true);

    private Evaluation Forwards => Evaluate(_fast, T.FastForward);

    private Evaluation Slopes => Evaluate(_fast, T.FastSlope);

    private protected override void ForwardCore(ReadOnlySpan<float> z, Span<float> y) => T.Map(_function, Forwards, z, y);

    private protected override void SlopeCore(ReadOnlySpan<float> z, Span<float> slope) => Sweep.Map(new SlopeBody<T>(_function), Slopes, z, slope);

    private protected override void BackwardCore(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz) =>
        Sweep.Map(new BackwardBody<T>(_function), Slopes == Evaluation.Single, z, dy, dz);

    private protected override void ForwardCore(ReadOnlySpan<double> z, Span<double> y) => Sweep.Map(new ForwardBody<T>(_function), z, y);

    private protected override void SlopeCore(ReadOnlySpan<double> z, Span<double> slope) => Sweep.Map(new SlopeBody<T>(_function), z, slope);

    internal override TracedFunction? Trace(ReadOnlySpan<float> learned) => Learned == LearnedPer.Unit
        ? TracedFunction.Of(new UnitForwardBody<T>(_function), Forwards == Evaluation.Single)
        : TracedFunction.Of(new ForwardBody<T>(For(learned)), Forwards);

    private protected override double CloseForward(float z, float y) => _fast ? y : Sweep.Close(new ForwardBody<T>(_function), z);

    private protected override double CloseSlope(float z, float slope) => _fast ? slope : Sweep.Close(new SlopeBody<T>(_function), z);

    private protected override void ForwardRowsCore(ReadOnlySpan<float> z, int units, ReadOnlySpan<float> learned, Span<float> y)
    {
        if (Learned != LearnedPer.Unit)
        {
            T.Map(For(learned), Forwards, z, y);
            return;
        }

        for (int start = 0; start < z.Length; start += units)
        {
            Sweep.Map(new UnitForwardBody<T>(_function), Forwards == Evaluation.Single, z.Slice(start, units), learned, y.Slice(start, units));
        }
    }

    private protected override void BackwardRowsCore(
        ReadOnlySpan<float> z,
        ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy,
        int units,
        ReadOnlySpan<float> learned,
        Span<float> dz,
        Span<float> learnedGradient)
    {
        if (Learned != LearnedPer.None)
        {
            // First, because dz may be the memory of z or dy.
            SumParameterGradient(z, dy, units, learned, learnedGradient);
        }

        if (Learned != LearnedPer.Unit)
        {
            Sweep.Map(new BackwardBody<T>(For(learned)), Slopes == Evaluation.Single, z, dy, dz);
            return;
        }

        for (int start = 0; start < z.Length; start += units)
        {
            Sweep.Map(
                new UnitBackwardBody<T>(_function), Slopes == Evaluation.Single, z.Slice(start, units), learned, dy.Slice(start, units), dz.Slice(start, units));
        }
    }

    /// <summary>The function at the one value that was learned, or that holds because nothing is.</summary>
    private T For(ReadOnlySpan<float> learned) => Learned == LearnedPer.Layer ? _function.With(learned[0]) : _function;

    private void SumParameterGradient(ReadOnlySpan<float> z, ReadOnlySpan<float> dy, int units, ReadOnlySpan<float> learned, Span<float> gradient)
    {
        double[] sumsArray = ArrayPool<double>.Shared.Rent(units);
        float[] valuesArray = ArrayPool<float>.Shared.Rent(units);
        Span<double> sums = sumsArray.AsSpan(0, units);
        Span<float> values = valuesArray.AsSpan(0, units);
        sums.Clear();
        if (Learned == LearnedPer.Layer)
        {
            values.Fill(learned[0]);
        }
        else
        {
            learned.CopyTo(values);
        }

        for (int start = 0; start < z.Length; start += units)
        {
            Sweep.Accumulate(new ParameterSlopeBody<T>(_function), dy.Slice(start, units), z.Slice(start, units), values, sums);
        }

        if (Learned == LearnedPer.Layer)
        {
            double total = 0;
            foreach (double sum in sums)
            {
                total += sum;
            }

            gradient[0] = (float)total;
        }
        else
        {
            for (int unit = 0; unit < units; unit++)
            {
                gradient[unit] = (float)sums[unit];
            }
        }

        ArrayPool<float>.Shared.Return(valuesArray);
        ArrayPool<double>.Shared.Return(sumsArray);
    }
}

/// <summary>y = f(z, p) with p for each unit.</summary>
internal readonly struct UnitForwardBody<T>(T function) : IBinaryBody
    where T : struct, ILearnedActivation<T>
{
    private readonly T _function = function;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b)
        where TLane : struct, ILane<TLane> => _function.Forward(a, b);
}

/// <summary>dz = dy · ∂f/∂z with p for each unit.</summary>
internal readonly struct UnitBackwardBody<T>(T function) : ITernaryBody
    where T : struct, ILearnedActivation<T>
{
    private readonly T _function = function;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane c)
        where TLane : struct, ILane<TLane> => c * _function.Slope(a, b);
}

/// <summary>∂f/∂p.</summary>
internal readonly struct ParameterSlopeBody<T>(T function) : IBinaryBody
    where T : struct, ILearnedActivation<T>
{
    private readonly T _function = function;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b)
        where TLane : struct, ILane<TLane> => _function.ParameterSlope(a, b);
}
