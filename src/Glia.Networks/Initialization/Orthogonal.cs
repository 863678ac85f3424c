using Glia.Kernels.Randomness;

namespace Glia.Networks.Initialization;

/// <summary>
/// W = gain·Q with orthonormal columns (or rows, if there are more outputs than inputs), uniformly distributed: the normalised
/// Gram–Schmidt basis of a normal matrix. Var(w) = gain²/max(inputs, outputs).
/// Saxe, McClelland and Ganguli, arXiv:1312.6120.
/// </summary>
internal sealed class Orthogonal(double gain) : WeightScheme
{
    public override string Text => Invariant($"orthogonal(gain={(float)gain})");

    public override void Fill(Span<float> weights, int inputs, int outputs, RandomStream stream)
    {
        int count = Math.Min(inputs, outputs);
        int length = Math.Max(inputs, outputs);
        double[][] basis = new double[count][];
        for (int i = 0; i < count; i++)
        {
            basis[i] = Next(basis.AsSpan(0, i), length, stream);
        }

        for (int row = 0; row < inputs; row++)
        {
            for (int column = 0; column < outputs; column++)
            {
                double value = inputs >= outputs ? basis[column][row] : basis[row][column];
                weights[(row * outputs) + column] = (float)(gain * value);
            }
        }
    }

    private static double[] Next(ReadOnlySpan<double[]> before, int length, RandomStream stream)
    {
        double[] vector = new double[length];
        double norm = 0;

        // A draw inside the span of those before has probability zero in the reals, but not in floats.
        while (norm < 1e-6)
        {
            for (int i = 0; i < length; i++)
            {
                vector[i] = stream.NextNormal();
            }

            // Twice is enough (Giraud, Langou, Rozložník 2005): the second pass removes what rounding left of the first.
            Project(vector, before);
            Project(vector, before);
            norm = Math.Sqrt(Dot(vector, vector));
        }

        for (int i = 0; i < length; i++)
        {
            vector[i] /= norm;
        }

        return vector;
    }

    private static void Project(double[] vector, ReadOnlySpan<double[]> before)
    {
        foreach (double[] other in before)
        {
            double along = Dot(vector, other);
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] -= along * other[i];
            }
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
