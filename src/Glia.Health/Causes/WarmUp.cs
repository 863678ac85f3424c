using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>The learning rate rises in a straight line from nearly nothing over the first third of the experiment.</summary>
internal sealed class WarmUp(long start, long steps) : IStepRule
{
    public static Arrangement Arrange(Case what)
    {
        long steps = Math.Max(1, (what.End - what.Start.Step) / 3);
        return new Arrangement(what.Start)
        {
            Text = Invariant($"learning rate warmed up over {steps} steps"),
            Rule = () => new WarmUp(what.Start.Step, steps),
        };
    }

    public double LearningRate(long step, double rate) => rate * Math.Min(1, (double)(step - start) / steps);
}
