using Glia.Kernels.Randomness;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Looks for an input of the box that refutes a question: from a start, the gradient names a corner of the box, and the way there is tried at
/// some lengths; a network of straight pieces is climbed in few such steps. Only what the engine itself computes counts.
/// </summary>
internal sealed class WitnessSearch(Chain chain, Box box)
{
    private const int Steps = 24;
    private static readonly double[] Lengths = [1, 0.6, 0.35, 0.15, 0.05, 0.01];

    /// <summary>Slope that a flat unit gets in a climb, so that a search that starts where all are silent knows a way.</summary>
    private const double Leak = 1e-3;

    private readonly double[][] _values = [.. Enumerable.Range(0, chain.Steps.Length + 1).Select(v => new double[chain.Width(v)])];
    private readonly double[][] _slopes = [.. Enumerable.Range(0, chain.Steps.Length + 1).Select(v => new double[chain.Width(v)])];
    private readonly double[][] _gradients = [.. Enumerable.Range(0, chain.Steps.Length + 1).Select(v => new double[chain.Width(v)])];

    /// <summary>Runs the network itself on an input.</summary>
    /// <param name="question">The question.</param>
    /// <param name="x">The input; rounded to float32.</param>
    /// <param name="z">What the engine gives.</param>
    /// <returns>The input as it was given to the engine, if it is in the box and refutes; else null.</returns>
    public float[]? Check(in Question question, ReadOnlySpan<double> x, out float z)
    {
        float[] row = new float[x.Length];
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = (float)x[i];
        }

        z = chain.Network.Run(row, 1).Output(question.Layer)[question.Unit];
        return box.Contains(row) && question.IsRefutedBy(z) ? row : null;
    }

    /// <summary>Starts at the middle of the box and at random inputs.</summary>
    public float[]? Everywhere(in Question question, int starts, out float z)
    {
        RandomStream stream = new RandomStream(1).Split("witness").Split((ulong)question.Value).Split((ulong)question.Unit);
        for (int start = 0; start < starts; start++)
        {
            if (From(question, Random(box, stream, start), out z) is { } found)
            {
                return found;
            }
        }

        z = 0;
        return null;
    }

    /// <summary>The middle of the box as the first input, then by turns a random corner and any input.</summary>
    public static double[] Random(Box box, RandomStream stream, int number)
    {
        double[] x = new double[box.Inputs];
        for (int i = 0; i < x.Length; i++)
        {
            double share = number == 0 ? 0.5 : number % 2 == 0 ? stream.NextDouble() : Math.Round(stream.NextDouble());
            x[i] = box.Low[i] + (share * (box.High[i] - box.Low[i]));
        }

        foreach (OneHot group in box.Groups)
        {
            int[] allowed = [.. group.Inputs.Where(i => box.High[i] == 1)];
            foreach (int i in group.Inputs)
            {
                x[i] = 0;
            }

            if (allowed.Length > 0)
            {
                x[allowed[stream.NextInt(allowed.Length)]] = 1;
            }
        }

        return x;
    }

    /// <summary>All values up to one, in float64; overwritten by the next call.</summary>
    public double[][] Values(double[] x, int value)
    {
        Forward(x, value);
        return _values;
    }

    /// <summary>Climbs from an input.</summary>
    public float[]? From(in Question question, double[] x, out float z)
    {
        double[] at = [.. x], corner = new double[x.Length], best = [.. x], trial = new double[x.Length];
        double height = Run(question, at);
        for (int step = 0; step < Steps && height <= question.Sign * question.Threshold; step++)
        {
            _ = Run(question, at);
            Corner(Gradient(question, Leak), at, corner);
            double reached = height;
            foreach (double length in Lengths)
            {
                Between(at, corner, length, trial);
                double there = Run(question, trial);
                if (there > reached)
                {
                    reached = there;
                    trial.CopyTo(best, 0);
                }
            }

            if (reached <= height)
            {
                break;
            }

            height = reached;
            best.CopyTo(at, 0);
        }

        return Check(question, at, out z);
    }

    /// <summary>Sign·z in float64.</summary>
    private double Run(in Question question, double[] x)
    {
        Forward(x, question.Value);
        return question.Sign * _values[question.Value][question.Unit];
    }

    private void Forward(double[] x, int value)
    {
        x.CopyTo(_values[0], 0);
        for (int step = 0; step < value; step++)
        {
            double[] from = _values[step], to = _values[step + 1];
            switch (chain.Steps[step])
            {
                case DenseStep dense:
                    dense.Run(from, to);
                    break;
                case ScaleStep scale:
                    scale.Run(from, to);
                    break;
                case CurveStep { Shared: { } curve }:
                    curve.Activation.Forward(from, to);
                    curve.Activation.Slope(from, _slopes[step + 1]);
                    break;
                case CurveStep curves:
                    for (int i = 0; i < to.Length; i++)
                    {
                        (to[i], _slopes[step + 1][i]) = curves[i].At(from[i]);
                    }

                    break;
                case RangeStep range:
                    Array.Fill(to, (range.Low + range.High) / 2);
                    break;
            }
        }
    }

    /// <summary>The gradient of Sign·z on the inputs, where the network was run last; overwritten by the next call.</summary>
    /// <param name="question">The question.</param>
    /// <param name="leak">Slope given to flat units.</param>
    public double[] Gradient(in Question question, double leak)
    {
        Array.Clear(_gradients[question.Value]);
        _gradients[question.Value][question.Unit] = question.Sign;
        for (int step = question.Value - 1; step >= 0; step--)
        {
            double[] g = _gradients[step + 1], before = _gradients[step];
            Array.Clear(before);
            for (int i = 0; i < g.Length; i++)
            {
                switch (chain.Steps[step])
                {
                    case DenseStep dense when g[i] != 0:
                        Axpy.Add(g[i], dense.Into(i), before);
                        break;
                    case ScaleStep scale:
                        before[i] = g[i] * scale.Factor[i];
                        break;
                    case CurveStep:
                        before[i] = g[i] * (_slopes[step + 1][i] == 0 ? leak : _slopes[step + 1][i]);
                        break;
                }
            }
        }

        return _gradients[0];
    }

    private void Corner(double[] gradient, double[] at, double[] corner)
    {
        for (int i = 0; i < corner.Length; i++)
        {
            corner[i] = gradient[i] > 0 ? box.High[i] : gradient[i] < 0 ? box.Low[i] : at[i];
        }

        foreach (OneHot group in box.Groups)
        {
            double best = group.Exactly ? double.NegativeInfinity : 0;
            int chosen = -1;
            foreach (int i in group.Inputs)
            {
                corner[i] = 0;
                if (box.High[i] == 1 && gradient[i] > best)
                {
                    (best, chosen) = (gradient[i], i);
                }
            }

            if (chosen >= 0)
            {
                corner[chosen] = 1;
            }
        }
    }

    /// <summary>Part of the way; groups jump from half of it on.</summary>
    private void Between(double[] from, double[] to, double share, double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = share == 1 ? to[i] : from[i] + (share * (to[i] - from[i]));
        }

        foreach (OneHot group in box.Groups)
        {
            foreach (int i in group.Inputs)
            {
                x[i] = share >= 0.5 ? to[i] : from[i];
            }
        }
    }
}
