using Glia.Health.Deaths;
using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>Ends an experiment at its last step, or where time is over; passes everything else on.</summary>
internal sealed class ExperimentRule(long last, Deadline deadline, IStepRule? inner) : IStepRule
{
    public double LearningRate(long step, double rate) => inner?.LearningRate(step, rate) ?? rate;

    public bool Updates(long step) => inner?.Updates(step) ?? true;

    public void Updated(long step, Network network) => inner?.Updated(step, network);

    public bool Ends(long step) => step >= last || deadline.IsOver;
}
