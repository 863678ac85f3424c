using System.Numerics;

namespace Glia.Health.Certificates.Bounds;

/// <summary>The two loops that bounds spend their time in. Their rounding is covered by any order of summing.</summary>
internal static class Axpy
{
    /// <summary>y += a·x.</summary>
    public static void Add(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        int i = 0;
        Vector<double> wide = new(a);
        for (; i <= y.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            ((wide * new Vector<double>(x[i..])) + new Vector<double>(y[i..])).CopyTo(y[i..]);
        }

        for (; i < y.Length; i++)
        {
            y[i] += a * x[i];
        }
    }

    /// <summary>Σ x·y.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int i = 0;
        Vector<double> sums = Vector<double>.Zero;
        for (; i <= y.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sums += new Vector<double>(x[i..]) * new Vector<double>(y[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < y.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }
}
