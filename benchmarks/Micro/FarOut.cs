using System.Globalization;
using Glia.Kernels.Activations;

namespace Glia.Benchmarks.Micro;

/// <summary>What a value costs where inputs are large, small or nearly nothing, for every elementwise function: ranges that take more than three times as long as [−4, 4].</summary>
internal static class FarOut
{
    private const int Floats = 4096;

    private const double WorthTelling = 3;

    /// <summary>Where a kernel might take another way: the ends of float, of its exponential and of its square, and what lies between.</summary>
    private static readonly double[] Ends = [0, 1e-40, 1e-36, 1e-22, 1e-18, 1e-8, 1e-3, 4, 8, 14, 20, 40, 60, 87, 104, 120, 300, 1e4, 1e9, 1e25, 3e38];

    /// <summary>Prints a line a function and way to compute it, in nanoseconds a value.</summary>
    /// <param name="peak">Not used.</param>
    public static void Run(double peak)
    {
        float[] z = new float[Floats], y = new float[Floats];
        foreach (ActivationInfo info in ActivationCatalog.All.Where(info => info.Family != ActivationFamily.Row))
        {
            foreach (bool fast in (bool[])[true, false])
            {
                Activation function = ActivationCatalog.Parse(info.Name);
                function = fast ? function.Fast : function;
                Print($"{info.Name} {(fast ? "fast" : "exact")} value", z, () => function.Forward(z, y));
                Print($"{info.Name} {(fast ? "fast" : "exact")} slope", z, () => function.Slope(z, y));
            }
        }
    }

    private static void Print(string name, float[] z, Action call)
    {
        double usual = Nanoseconds(z, -4, 4, call);
        List<string> slow = [];
        foreach ((double near, double far) in Ends.Zip(Ends.Skip(1)))
        {
            foreach ((double low, double high) in ((double, double)[])[(near, far), (-far, -near)])
            {
                double time = Nanoseconds(z, low, high, call);
                if (time > WorthTelling * usual)
                {
                    slow.Add(string.Create(CultureInfo.InvariantCulture, $"{low:g2} to {high:g2} {time:0.0}"));
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-30}{usual,6:0.00}  {string.Join(", ", slow)}"));
    }

    private static double Nanoseconds(float[] z, double low, double high, Action call)
    {
        Random random = new(1);
        foreach (ref float value in z.AsSpan())
        {
            value = (float)(low + (random.NextDouble() * (high - low)));
        }

        return Experiments.Best(call, 8) * 1e9 / Floats;
    }
}
