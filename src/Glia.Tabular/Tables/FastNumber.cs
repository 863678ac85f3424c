namespace Glia.Tabular;

/// <summary>
/// Numbers as tables mostly hold them, read several times faster than by the platform: sign, digits, decimal mark, digits, exponent. Exact by Clinger (1990): where the digits are a whole number
/// up to 2⁵³ and the power of ten is at most 10²², both are doubles, and one division or multiplication rounds correctly. Whatever else there is, is left to the platform.
/// </summary>
internal static class FastNumber
{
    private const int MostDigits = 18; // Fit into 64 bits.
    private const int LargestPower = 22;

    /// <summary>Reads a number of this form.</summary>
    /// <param name="text">Without white space.</param>
    /// <param name="mark">The decimal mark.</param>
    /// <param name="value">The nearest double.</param>
    /// <returns>False where the text is of another form; it may be a number all the same.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, char mark, out double value)
    {
        value = 0;
        int at = 0;
        bool isNegative = text.Length > 0 && text[0] == '-';
        if (isNegative || (text.Length > 0 && text[0] == '+'))
        {
            at = 1;
        }

        ulong digits = 0;
        int start = at;
        uint digit;
        while (at < text.Length && (digit = (uint)(text[at] - '0')) <= 9)
        {
            digits = (10 * digits) + digit;
            at++;
        }

        int count = at - start, power = 0;
        if (at < text.Length && text[at] == mark)
        {
            start = ++at;
            while (at < text.Length && (digit = (uint)(text[at] - '0')) <= 9)
            {
                digits = (10 * digits) + digit;
                at++;
            }

            power = start - at;
            count -= power;
        }

        if (count is 0 or > MostDigits || digits > ExactNumbers.MostExact || !(at == text.Length || TryExponent(text[at..], ref power)) || power is < -LargestPower or > LargestPower)
        {
            return false;
        }

        value = power < 0 ? digits / ExactNumbers.Powers[-power] : digits * ExactNumbers.Powers[power];
        value = isNegative ? -value : value;
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<char> text, ref int power)
    {
        if (text.Length < 2 || (text[0] | 0x20) != 'e')
        {
            return false;
        }

        int at = text[1] is '-' or '+' ? 2 : 1, exponent = 0;
        if (at == text.Length || text.Length - at > 4)
        {
            return false;
        }

        for (int i = at; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                return false;
            }

            exponent = (10 * exponent) + (int)digit;
        }

        power += text[1] == '-' ? -exponent : exponent;
        return true;
    }
}
