using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Runs;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Studies;

/// <summary>The signal's way through a network in its first step, before anything is learned.</summary>
/// <param name="Forward">rms(y) of every hidden layer.</param>
/// <param name="Backward">rms(∂L/∂z) of every hidden layer.</param>
internal sealed record Signal(double[] Forward, double[] Backward)
{
    /// <summary>Gets the share of the last hidden layer's gradient that arrives at the first.</summary>
    public double Arrives => Backward[0] / Backward[^1];

    public double ForwardGain => Math.Pow(Forward[^1] / Forward[0], 1.0 / Math.Max(1, Forward.Length - 1));

    public double BackwardGain => Math.Pow(Arrives, 1.0 / Math.Max(1, Backward.Length - 1));

    /// <summary>Takes one step of a network of its own that the case would start with.</summary>
    public static Signal AtStart(Setup setup, LearningTask task, ulong seed)
    {
        Network network = Start.Network(setup, task, seed);
        using CancellationTokenSource enough = new();
        Witness witness = new(enough);
        new Trainer(network, CaseRun.Loss(setup, task), CaseRun.Options(setup, seed), witness).Fit(task.Train, cancel: enough.Token);
        return new Signal([.. witness.Forward], [.. witness.Backward]);
    }

    private sealed class Witness(CancellationTokenSource enough) : IStepObserver
    {
        public List<double> Forward { get; } = [];

        public List<double> Backward { get; } = [];

        public bool Watches(long step) => step == 1;

        public bool Compares(long step, double loss) => false;

        public void StepEnded(in StepView step)
        {
            for (int i = 0; i < step.Network.Layers.Count; i++)
            {
                if (step.Network.Layers[i] is ActivationLayer)
                {
                    Forward.Add(Rms(step.Output(i)));
                    Backward.Add(Rms(step.OutputGradient(i - 1)));
                }
            }

            enough.Cancel();
        }
    }

    private static double Rms(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum / values.Length);
    }
}
