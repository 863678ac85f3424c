namespace Glia.Kernels.Activations;

/// <summary>An <see cref="IRowActivation{TSelf}"/> over single rows and batches.</summary>
/// <typeparam name="T">The function.</typeparam>
internal sealed class RowActivation<T> : Activation
    where T : struct, IRowActivation<T>
{
    private readonly T _function;
    private readonly bool _fast;

    public RowActivation(T function, bool fast = false)
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
        _fast = fast;
    }

    public override Activation Fast => field ??= _fast ? this : new RowActivation<T>(_function, fast: true);

    internal override TracedRows? TraceRows() => !_fast && _function is ITracedRows traced ? traced.Trace() : null;

    private protected override int OutputUnitsCore(int units) => _function.OutputUnits(units);

    private protected override void ForwardCore(ReadOnlySpan<double> z, Span<double> y) => _function.Forward(z, z.Length, y);

    private protected override void SlopeCore(ReadOnlySpan<double> z, Span<double> slope) => _function.Slope(z, z.Length, slope);

    private protected override void ForwardCore(ReadOnlySpan<float> z, Span<float> y) => _function.Forward(z, z.Length, y, _fast);

    private protected override void SlopeCore(ReadOnlySpan<float> z, Span<float> slope) => _function.Slope(z, z.Length, slope);

    private protected override void BackwardCore(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz) =>
        _function.Backward(z, y, dy, z.Length, dz);

    private protected override void ForwardRowsCore(ReadOnlySpan<float> z, int units, ReadOnlySpan<float> learned, Span<float> y) =>
        _function.Forward(z, units, y, _fast);

    private protected override void BackwardRowsCore(
        ReadOnlySpan<float> z,
        ReadOnlySpan<float> y,
        ReadOnlySpan<float> dy,
        int units,
        ReadOnlySpan<float> learned,
        Span<float> dz,
        Span<float> learnedGradient) => _function.Backward(z, y, dy, units, dz);
}
