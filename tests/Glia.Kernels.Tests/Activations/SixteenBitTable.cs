using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Activations;

/// <summary>
/// Rounding to 16 bits by definition: all numbers of the type as doubles, made from what their bits mean, and the middles between neighbours.
/// Shares nothing with the conversions under test.
/// </summary>
internal sealed class SixteenBitTable
{
    private readonly double[] _numbers;
    private readonly double[] _middles;

    private SixteenBitTable(int exponentBits, int fractionBits)
    {
        int bias = (1 << (exponentBits - 1)) - 1;
        int infinity = ((1 << exponentBits) - 1) << fractionBits;

        // Infinity stands where the next number would, which gives the middle from which on results overflow.
        _numbers = [.. Enumerable.Range(0, infinity + 1).Select(Meaning)];
        _middles = [.. Enumerable.Range(0, infinity).Select(i => (_numbers[i] + _numbers[i + 1]) / 2)];

        double Meaning(int bits)
        {
            int exponent = bits >> fractionBits;
            int fraction = bits & ((1 << fractionBits) - 1);
            return exponent == 0
                ? Math.ScaleB(fraction, 1 - bias - fractionBits)
                : Math.ScaleB((1 << fractionBits) + fraction, exponent - bias - fractionBits);
        }
    }

    public static SixteenBitTable Half { get; } = new(5, 10);

    public static SixteenBitTable BFloat16 { get; } = new(8, 7);

    /// <summary>Gets the bits of infinity, also the number of finite values of one sign.</summary>
    public int Infinity => _middles.Length;

    /// <summary>Gets the middles between neighbouring numbers, ascending.</summary>
    public ReadOnlySpan<double> Middles => _middles;

    /// <summary>What bits mean.</summary>
    public double Meaning(ushort bits)
    {
        int magnitude = bits & 0x7FFF;
        double value = magnitude < Infinity ? _numbers[magnitude] : magnitude == Infinity ? double.PositiveInfinity : double.NaN;
        return (bits & 0x8000) != 0 ? -value : value;
    }

    /// <summary>The bits of the number nearest to high + low; null for NaN, which has many.</summary>
    public ushort? Round(double high, double low = 0)
    {
        if (double.IsNaN(high))
        {
            return null;
        }

        bool negative = double.IsNegative(high);
        double rest = negative ? -low : low;
        int at = Array.BinarySearch(_middles, Math.Abs(high));

        // Without a hit, the complement counts the middles below. With one, the rest decides, and without a rest the even neighbour.
        int magnitude = at < 0 ? ~at : rest > 0 ? at + 1 : rest < 0 ? at : at + (at & 1);
        return (ushort)(magnitude | (negative ? 0x8000 : 0));
    }

    public ushort? Round(Wide<Double1> value) => Round(value.High.Value, value.Low.Value);
}
