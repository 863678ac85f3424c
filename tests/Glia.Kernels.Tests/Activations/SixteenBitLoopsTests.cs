using System.Numerics;
using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Conversions in vectors, against rounding by definition.</summary>
public sealed class SixteenBitLoopsTests
{
    [Fact]
    public void Halves() => Check<HalfBits>(SixteenBitTable.Half);

    [Fact]
    public void BFloat16s() => Check<BFloat16Bits>(SixteenBitTable.BFloat16);

    private static void Check<TBits>(SixteenBitTable table)
        where TBits : struct, ISixteenBits
    {
        ushort[] all = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];
        float[] widened = new float[all.Length - 3]; // not a whole number of vectors
        SixteenBitLoops.Widen<ushort, TBits>(all.AsSpan(3), widened);
        Assert.Equal(all[3..].Select(bits => (float)table.Meaning(bits)), widened);

        float[] middles = [.. table.Middles.ToArray().SelectMany(middle => new[] { (float)middle, -(float)middle })];
        float[] floats = [.. middles.SelectMany(m => new[] { MathF.BitDecrement(m), m, MathF.BitIncrement(m) }), .. Catalogue.Sweep(), 0f, -0f, float.Epsilon];
        ushort[] narrowed = new ushort[floats.Length];
        SixteenBitLoops.Narrow<ushort, TBits>(floats, narrowed);
        Assert.Equal(floats.Select(value => table.Round(value)!.Value), narrowed);

        ushort[] nan = new ushort[3];
        SixteenBitLoops.Narrow<ushort, TBits>([float.NaN, BitConverter.UInt32BitsToSingle(0x7F800001), BitConverter.UInt32BitsToSingle(0xFFFFFFFF)], nan);
        Assert.All(nan, bits => Assert.True(double.IsNaN(table.Meaning(bits))));

        // Beyond the last middle the answer is of no account.
        var ties = middles.ToHashSet();
        foreach (float value in floats.Where(value => Math.Abs(value) <= table.Middles[^1]))
        {
            Assert.Equal(ties.Contains(value), TBits.IsTie(value));
            bool found = TBits.MayBeTie(new Vector<uint>(BitConverter.SingleToUInt32Bits(value))) != Vector<uint>.Zero;
            Assert.True(found || !ties.Contains(value), $"{value:R}");
        }
    }
}
