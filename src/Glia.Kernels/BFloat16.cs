using System.Globalization;
using Glia.Kernels.Activations;

namespace Glia.Kernels;

/// <summary>A bfloat16: the upper half of a float32, with its range and 8 bits of precision.</summary>
/// <remarks>.NET 10 has no such type. It only stores: arithmetic goes through float, to which every value converts exactly.</remarks>
public readonly struct BFloat16 : IEquatable<BFloat16>
{
    private const int Dropped = 16;
    private const uint QuietNaN = 0x0040;

    private BFloat16(ushort bits) => Bits = bits;

    /// <summary>Gets the bits: sign, 8 of the exponent, 7 of the significand.</summary>
    public ushort Bits { get; }

    /// <summary>The value that has given bits.</summary>
    /// <param name="bits">The bits.</param>
    /// <returns>The value.</returns>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The value exactly.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.Bits << Dropped);

    /// <summary>Rounds to nearest, of ties to even; beyond the largest value to infinity. NaN stays NaN, quiet, with its sign and the upper part of its payload.</summary>
    /// <param name="value">The float.</param>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint even = bits + 0x7FFF + ((bits >> Dropped) & 1);
        return new((ushort)(float.IsNaN(value) ? (bits >> Dropped) | QuietNaN : even >> Dropped));
    }

    /// <summary>As from a float, and rounded once: the way over float is not taken on its word where that comes to lie on a tie.</summary>
    /// <param name="value">The double.</param>
    public static explicit operator BFloat16(double value)
    {
        float rounded = (float)value;
        return (BFloat16)(BFloat16Bits.IsTie(rounded) ? Ties.Settle(rounded, value) : rounded);
    }

    /// <summary>Compares as floats do: NaN equals nothing, and −0 equals 0.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    /// <summary>Compares as floats do: NaN equals nothing, and −0 equals 0.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(BFloat16 left, BFloat16 right) => !(left == right);

    /// <summary>As ==, except that NaN equals NaN.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <summary>The value as a float is written, independent of the culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ((float)this).ToString("R", CultureInfo.InvariantCulture);
}
