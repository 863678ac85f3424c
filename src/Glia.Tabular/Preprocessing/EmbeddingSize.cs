namespace Glia.Tabular;

/// <summary>How many numbers a level becomes, by the number of levels n: min(600, round(1.6 · n^0.56)), the rule of fast.ai (emb_sz_rule), found there by trial and error.</summary>
/// <remarks>AutoGluon has the same rule with at most 100. Both are a start to search from, no optimum.</remarks>
internal static class EmbeddingSize
{
    private const int Most = 600;

    /// <summary>The rule. n^0.56 = n^(14/25), and so the size is the largest d with ((d − ½) / 1.6)²⁵ ≤ n¹⁴: in products, which round alike on every machine.</summary>
    /// <param name="levels">n, at least 1.</param>
    public static int Of(int levels)
    {
        double bound = Power(levels, 14);
        int size = 1;
        while (size < Most && Power((size + 0.5) / 1.6, 25) <= bound)
        {
            size++;
        }

        return size;
    }

    private static double Power(double x, int exponent)
    {
        double product = 1;
        for (int i = 0; i < exponent; i++)
        {
            product *= x;
        }

        return product;
    }
}
