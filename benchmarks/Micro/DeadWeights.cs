using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Glia.Kernels.Lanes;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Benchmarks.Micro;

/// <summary>
/// What weights without a gradient cost: a moment that decays as it is and one whose traces go (<see cref="Traces"/>), after two thousand steps; and whole trainings of a network that loses half of its units.
/// </summary>
internal static class DeadWeights
{
    private const int Length = 4096;
    private const int Rows = 1280;
    private const int Inputs = 64;
    private const int Units = 100;

    /// <summary>Prints nanoseconds a value, and milliseconds an epoch.</summary>
    /// <param name="peak">Not used.</param>
    public static void Run(double peak)
    {
        Console.WriteLine($"  {"a moment, ns a value",-24}{"at first",12}{"later",12}");
        foreach (bool fades in (bool[])[false, true])
        {
            float[] moment = Enumerable.Repeat(1e-3f, Length).ToArray();
            double first = Experiments.Best(() => Decay(moment, fades), 8);
            for (int step = 0; step < 2000; step++)
            {
                Decay(moment, fades);
            }

            double later = Experiments.Best(() => Decay(moment, fades), 8);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(fades ? "traces go" : "as it is"),-24}{1e9 * first / Length,12:0.00}{1e9 * later / Length,12:0.00}"));
        }

        Console.WriteLine($"  {"an epoch, ms",-24}{"all live",12}{"half dead",12}");
        foreach (string optimizer in (string[])["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"])
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {optimizer,-24}{Epoch(optimizer, false),12:0.00}{Epoch(optimizer, true),12:0.00}"));
        }
    }

    private static void Decay(float[] moment, bool fades)
    {
        for (int i = 0; i < moment.Length; i += Vector<float>.Count)
        {
            Vector<float> next = new Vector<float>(0.9f) * new Vector<float>(moment, i);
            (fades ? Traces.Fade(next) : next).CopyTo(moment, i);
        }
    }

    /// <summary>The shortest of the last twenty of a hundred epochs.</summary>
    private static double Epoch(string optimizer, bool dies)
    {
        float[] x = new float[Rows * Inputs];
        ActivationBenchmarks.Fill(x, 1);
        TrainingSet set = new(x, Inputs, Enumerable.Range(0, Rows).Select(row => (float)(row * 7 % 10)).ToArray(), 1);
        Network network = Network.Create(Inputs, [new DenseSpec(Units), new ActivationSpec("relu"), new DenseSpec(10)], seed: 1);
        TrainingOptions options = new() { Epochs = 100, BatchSize = 32, Threads = 1, KeepBest = false, Optimizer = optimizer };
        Watch watch = new(dies);
        new Trainer(network, Loss.Parse("softmax_cross_entropy"), options, watch).Fit(set);
        return watch.Milliseconds.TakeLast(20).Min();
    }

    private sealed class Watch(bool dies) : IStepObserver
    {
        private long _since = Stopwatch.GetTimestamp();

        public List<double> Milliseconds { get; } = [];

        public bool Watches(long step) => step == 200;

        public bool Compares(long step, double loss) => false;

        public void StepEnded(in StepView step)
        {
            if (dies)
            {
                step.Network.Parameters[1].Values[..(Units / 2)].Fill(-1e6f);
            }
        }

        public void EpochEnded(EpochRecord epoch, Network network)
        {
            Milliseconds.Add(Stopwatch.GetElapsedTime(_since).TotalMilliseconds);
            _since = Stopwatch.GetTimestamp();
        }
    }
}
