namespace Glia.Kernels.Activations;

/// <summary>An <see cref="IRowActivation{TSelf}"/> over batches, row by row.</summary>
/// <typeparam name="T">The function.</typeparam>
internal sealed class RowActivation<T> : Activation
    where T : struct, IRowActivation<T>
{
    private readonly T _function;

    public RowActivation(T function)
        : base(function.Describe(), function.Arguments, 0)
    {
        if (!Info.IsRowwise)
        {
            throw new ArgumentException($"{Info.Name} works on rows but its Info does not say so.", nameof(function));
        }

        if (!EqualityComparer<T>.Default.Equals(T.Create(function.Arguments), function))
        {
            throw new ArgumentException($"{Info.Name}: Create does not give the function back from its Arguments.", nameof(function));
        }

        _function = function;
    }

    public override Activation Fast => this;

    private protected override void ForwardCore(ReadOnlySpan<double> z, Span<double> y) => throw new NotSupportedException($"{Info.Name} has no float64 form.");

    private protected override void SlopeCore(ReadOnlySpan<double> z, Span<double> slope) => throw new NotSupportedException($"{Info.Name} has no float64 form.");

    private protected override void ForwardCore(ReadOnlySpan<float> z, Span<float> y) => _function.Forward(z, y);

    private protected override void SlopeCore(ReadOnlySpan<float> z, Span<float> slope) => _function.Slope(z, slope);

    private protected override void BackwardCore(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz) =>
        _function.Backward(z, y, dy, dz);

    private protected override void ForwardRowsCore(ReadOnlySpan<float> z, int units, ReadOnlySpan<float> learned, Span<float> y)
    {
        for (int start = 0; start < z.Length; start += units)
        {
            _function.Forward(z.Slice(start, units), y.Slice(start, units));
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
        for (int start = 0; start < z.Length; start += units)
        {
            _function.Backward(z.Slice(start, units), y.Slice(start, units), dy.Slice(start, units), dz.Slice(start, units));
        }
    }
}
