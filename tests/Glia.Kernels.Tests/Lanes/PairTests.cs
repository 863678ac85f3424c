using System.Runtime.Intrinsics;
using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Lanes;

/// <summary>What pairs of floats promise, an error below 2⁻³⁶·⁵ of the scale, a third of the doubt, and what follows from it: that what they settle is right.</summary>
public sealed class PairTests
{
    private static readonly double Allowed = Math.ScaleB(Math.Sqrt(2), -37);

    /// <summary>Below, results are left to double whatever pairs say.</summary>
    private static readonly double Smallest = Math.ScaleB(1, -76);

    private static readonly float[] Inputs = Trim([.. Catalogue.Sweep(65521), .. Catalogue.Numbers(100_000, 1), .. Catalogue.Numbers(20_000, 2, 0.02f), .. Catalogue.Numbers(20_000, 3, 30)]);

    private static readonly float[] Dense = Catalogue.Sweep(1021);

    [Fact]
    public void Formulas_stay_within_a_third_of_the_doubt()
    {
        Assert.SkipUnless(Vector512.IsHardwareAccelerated, "Pairs of floats need vectors of 512 bits.");
        Both(default(Exponential));
        Both(default(Sigmoid));
        Both(default(Tanh));
        Both(new Elu(1));
        Both(new Elu(0.7f));
        Both(new Swish(1, LearnedPer.None));
        Both(new Swish(1.3f, LearnedPer.None));
        Both(new Swish(-0.2f, LearnedPer.None));
        Both(new Softplus(1));
        Both(new Softplus(1.7f));
        Both(default(LogSigmoid));
        Both(default(Selu));
        Both(new Celu(0.6f));
        Both(default(Gaussian));
        Both(default(Lisht));
        Both(new Rrelu(0.125f, 1f / 3));
        Both(default(Arctan));
        Both(default(QuickGelu));
        Both(default(GeluTanh));
        Both(default(Cloglog));
        Both(default(ShiftedSoftplus));
        Both(new ScaledTanh(1.7159f, 2f / 3));
        Both(new ScaledTanh(1e-3f, 40));
        Both(default(BentIdentity));
        Both(new Isru(1));
        Both(new Isrlu(1));
        Both(new Squareplus(4));
        Both(default(Softsign));
        Both(default(Elliot));
    }

    private static void Both<T>(T function)
        where T : struct, IActivation<T>
    {
        Assert.True(T.ForwardInPairs || T.SlopeInPairs, T.Info.Name);
        if (T.ForwardInPairs)
        {
            SettlesValues(new ForwardBody<T>(function), T.Info.Name);
            Within(new ForwardBody<T>(function), T.Info.Name);
        }

        if (T.SlopeInPairs)
        {
            SettlesValues(new SlopeBody<T>(function), "slope of " + T.Info.Name);
            Within(new SlopeBody<T>(function), "slope of " + T.Info.Name);
        }

        if (T.BackwardInPairs)
        {
            SettlesGradients(new BackwardBody<T>(function), "gradient of " + T.Info.Name);
        }
    }

    /// <summary>With pairs and without, the same bits, whatever the factor: of usual size, small, zero with its sign, infinite, none.</summary>
    private static void SettlesGradients<TBody>(TBody body, string name)
        where TBody : struct, IFactorBody
    {
        float[] rare = [0, -0f, float.PositiveInfinity, float.NaN, float.MaxValue, float.Epsilon, -1e-38f, 1e-30f, 1, -3];
        float[] usual = Catalogue.Numbers(Inputs.Length, 4);
        foreach (int distance in new[] { 1, 3, 1_003 })
        {
            float[] factors = [.. usual.Select((value, i) => i % distance == 0 && distance > 1 ? rare[i / distance % rare.Length] : value * (distance == 1 ? 1e-6f : 1))];
            float[] with = new float[Inputs.Length];
            float[] without = new float[Inputs.Length];
            SweepLoops.MapThroughPairs(body, Inputs, factors, with);
            SweepLoops.Map<TBody, Double8>(body, Inputs, factors, without);
            for (int i = 0; i < Inputs.Length; i++)
            {
                if (BitConverter.SingleToInt32Bits(with[i]) != BitConverter.SingleToInt32Bits(without[i]) && !(float.IsNaN(with[i]) && float.IsNaN(without[i])))
                {
                    Assert.Fail($"{name} at {Inputs[i]:R} times {factors[i]:R}: {with[i]:R} with pairs of floats, {without[i]:R} without");
                }
            }
        }
    }

    /// <summary>With pairs and without, the same bits.</summary>
    private static void SettlesValues<TBody>(TBody body, string name)
        where TBody : struct, IScaledBody
    {
        float[] with = new float[Dense.Length];
        float[] without = new float[Dense.Length];
        SweepLoops.MapThroughPairs(body, Dense, with);
        SweepLoops.MapExactly<TBody, Double8>(body, Dense, without);
        for (int i = 0; i < Dense.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(with[i]) != BitConverter.SingleToInt32Bits(without[i]))
            {
                Assert.Fail($"{name} at {Dense[i]:R}: {with[i]:R} with pairs of floats, {without[i]:R} without");
            }
        }
    }

    private static void Within<TBody>(TBody body, string name)
        where TBody : struct, IScaledBody
    {
        double[] value = new double[8];
        double[] scale = new double[8];
        int judged = 0;
        for (int start = 0; start < Inputs.Length; start += Pair16.Width)
        {
            var x = Pair16.Load(in Inputs[start]);
            Pair16 pair = body.Apply(x);
            Pair16 scales = body.Scale(x, pair);
            for (int i = 0; i < Pair16.Width; i++)
            {
                if (i % 8 == 0)
                {
                    var z = Double8.Load(in Inputs[start + i]);
                    Double8 close = body.Apply(z);
                    close.Store(ref value[0]);
                    body.Scale(z, close).Store(ref scale[0]);
                }

                // Pairs may ask for more room than double does.
                double room = Math.Max(Math.Abs(scale[i % 8]), Math.Abs(scales.High[i]));

                // An infinite or missing part makes a doubt; a tiny one, too, if pairs agree that it is tiny.
                double seen = pair.High[i] + (double)pair.Low[i];
                if (!double.IsFinite(seen) || (Math.Abs(seen) < Smallest && Math.Abs(value[i % 8]) < 16 * Smallest))
                {
                    continue;
                }

                judged++;
                Assert.True(
                    Math.Abs(seen - value[i % 8]) <= Allowed * room,
                    $"{name} at {Inputs[start + i]:R}: {seen:R} in pairs of floats, {value[i % 8]:R} in double");
            }
        }

        Assert.True(judged > Inputs.Length / 4, name);
    }

    private static float[] Trim(float[] all) => all[..(all.Length - (all.Length % Pair16.Width))];
}
