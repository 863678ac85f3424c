using System.Buffers;

namespace Glia.Kernels.Activations;

/// <content>
/// Spans of <see cref="Half"/> and <see cref="BFloat16"/>. Rounding the correctly rounded float again gives the correctly rounded number of 16 bits, unless the
/// float lies in the middle between two of them and is not the real value: then the side that the real value lies on decides.
/// </content>
public abstract partial class Activation
{
    /// <summary>Elements that are widened at a time: their floats stay in the first-level cache.</summary>
    private const int Block = 256;

    /// <summary>y = f(z), the real value rounded once; for row-wise functions, where the span is one row, and fast variants the float result rounded again.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="y">Outputs, as many or <see cref="OutputUnits"/>; may be <paramref name="z"/>.</param>
    public void Forward(ReadOnlySpan<Half> z, Span<Half> y)
    {
        CheckOutputs(z, z.Length, y, nameof(y));
        Map<Half, HalfBits>(z, y, isSlope: false);
    }

    /// <summary>y = f(z), the real value rounded once; for row-wise functions, where the span is one row, and fast variants the float result rounded again.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="y">Outputs, as many or <see cref="OutputUnits"/>; may be <paramref name="z"/>.</param>
    public void Forward(ReadOnlySpan<BFloat16> z, Span<BFloat16> y)
    {
        CheckOutputs(z, z.Length, y, nameof(y));
        Map<BFloat16, BFloat16Bits>(z, y, isSlope: false);
    }

    /// <summary>dy/dz, the real value rounded once; for row-wise functions (the diagonal of the row's Jacobian) and fast variants the float result rounded again.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="slope">Slopes, as many; may be <paramref name="z"/>.</param>
    public void Slope(ReadOnlySpan<Half> z, Span<Half> slope)
    {
        CheckSlope();
        SpanGuard.Target(z, slope, nameof(slope));
        Map<Half, HalfBits>(z, slope, isSlope: true);
    }

    /// <summary>dy/dz, the real value rounded once; for row-wise functions (the diagonal of the row's Jacobian) and fast variants the float result rounded again.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="slope">Slopes, as many; may be <paramref name="z"/>.</param>
    public void Slope(ReadOnlySpan<BFloat16> z, Span<BFloat16> slope)
    {
        CheckSlope();
        SpanGuard.Target(z, slope, nameof(slope));
        Map<BFloat16, BFloat16Bits>(z, slope, isSlope: true);
    }

    /// <summary>∂L/∂z from ∂L/∂y, as for floats, whose result is rounded again: elementwise dy · f′(z) within 0.5005 ulp.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="y">The outputs <see cref="Forward(ReadOnlySpan{Half}, Span{Half})"/> gave for them.</param>
    /// <param name="dy">∂L/∂y.</param>
    /// <param name="dz">∂L/∂z; may be any of the others.</param>
    public void Backward(ReadOnlySpan<Half> z, ReadOnlySpan<Half> y, ReadOnlySpan<Half> dy, Span<Half> dz)
    {
        CheckGradients(z, y, dy, z.Length, dz);
        Map<Half, HalfBits>(z, y, dy, dz);
    }

    /// <summary>∂L/∂z from ∂L/∂y, as for floats, whose result is rounded again: elementwise dy · f′(z) within 0.5005 ulp.</summary>
    /// <param name="z">Pre-activations.</param>
    /// <param name="y">The outputs <see cref="Forward(ReadOnlySpan{BFloat16}, Span{BFloat16})"/> gave for them.</param>
    /// <param name="dy">∂L/∂y.</param>
    /// <param name="dz">∂L/∂z; may be any of the others.</param>
    public void Backward(ReadOnlySpan<BFloat16> z, ReadOnlySpan<BFloat16> y, ReadOnlySpan<BFloat16> dy, Span<BFloat16> dz)
    {
        CheckGradients(z, y, dy, z.Length, dz);
        Map<BFloat16, BFloat16Bits>(z, y, dy, dz);
    }

    /// <summary>The value close enough to tell which side of <paramref name="y"/> it lies on.</summary>
    /// <param name="z">The pre-activation.</param>
    /// <param name="y">The value as a float.</param>
    /// <returns>The value, or <paramref name="y"/> where nothing better is promised.</returns>
    private protected virtual double CloseForward(float z, float y) => y;

    /// <summary>The slope close enough to tell which side of <paramref name="slope"/> it lies on.</summary>
    /// <param name="z">The pre-activation.</param>
    /// <param name="slope">The slope as a float.</param>
    /// <returns>The slope, or <paramref name="slope"/> where nothing better is promised.</returns>
    private protected virtual double CloseSlope(float z, float slope) => slope;

    private void Map<T, TBits>(ReadOnlySpan<T> z, Span<T> y, bool isSlope)
        where T : struct
        where TBits : struct, ISixteenBits
    {
        if (IsRowwise)
        {
            MapRow<T, TBits>(z, y, isSlope);
            return;
        }

        Span<float> inputs = stackalloc float[Block];
        Span<float> results = stackalloc float[Block];
        for (int start = 0; start < z.Length; start += Block)
        {
            int length = Math.Min(Block, z.Length - start);
            Span<float> from = inputs[..length];
            Span<float> to = results[..length];
            SixteenBitLoops.Widen<T, TBits>(z.Slice(start, length), from);
            MapFloats(from, to, isSlope);
            if (SixteenBitLoops.MayHoldTie<TBits>(to))
            {
                Settle<TBits>(from, to, isSlope);
            }

            SixteenBitLoops.Narrow<T, TBits>(to, y.Slice(start, length));
        }
    }

    private void Settle<TBits>(ReadOnlySpan<float> z, Span<float> y, bool isSlope)
        where TBits : struct, ISixteenBits
    {
        for (int i = 0; i < y.Length; i++)
        {
            if (TBits.IsTie(y[i]))
            {
                y[i] = Ties.Settle(y[i], isSlope ? CloseSlope(z[i], y[i]) : CloseForward(z[i], y[i]));
            }
        }
    }

    private void MapRow<T, TBits>(ReadOnlySpan<T> z, Span<T> y, bool isSlope)
        where T : struct
        where TBits : struct, ISixteenBits
    {
        float[] rented = ArrayPool<float>.Shared.Rent(z.Length + y.Length);
        Span<float> from = rented.AsSpan(0, z.Length);
        Span<float> to = rented.AsSpan(z.Length, y.Length);
        SixteenBitLoops.Widen<T, TBits>(z, from);
        MapFloats(from, to, isSlope);
        SixteenBitLoops.Narrow<T, TBits>(to, y);
        ArrayPool<float>.Shared.Return(rented);
    }

    private void MapFloats(ReadOnlySpan<float> z, Span<float> y, bool isSlope)
    {
        if (isSlope)
        {
            SlopeCore(z, y);
        }
        else
        {
            ForwardCore(z, y);
        }
    }

    private void Map<T, TBits>(ReadOnlySpan<T> z, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dz)
        where T : struct
        where TBits : struct, ISixteenBits
    {
        // A row is one block, of whatever length; it may have more or fewer outputs than inputs.
        int block = IsRowwise ? z.Length : Block;
        int outputs = IsRowwise ? y.Length : Block;
        float[]? rented = IsRowwise ? ArrayPool<float>.Shared.Rent(block + (2 * outputs)) : null;
        Span<float> floats = rented is null ? stackalloc float[3 * Block] : rented;
        Span<float> inputs = floats[..block];
        Span<float> values = floats.Slice(block, outputs);
        Span<float> gradients = floats.Slice(block + outputs, outputs);
        for (int start = 0; start < z.Length; start += block)
        {
            int length = Math.Min(block, z.Length - start);
            int results = Math.Min(outputs, y.Length - start);
            SixteenBitLoops.Widen<T, TBits>(z.Slice(start, length), inputs);
            SixteenBitLoops.Widen<T, TBits>(y.Slice(start, results), values);
            SixteenBitLoops.Widen<T, TBits>(dy.Slice(start, results), gradients);
            BackwardCore(inputs[..length], values[..results], gradients[..results], inputs[..length]);
            SixteenBitLoops.Narrow<T, TBits>(inputs[..length], dz.Slice(start, length));
        }

        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
