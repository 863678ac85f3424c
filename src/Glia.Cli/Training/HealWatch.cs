using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Health.Treatments;

namespace Glia.Cli.Training;

/// <summary>Says of every treatment what became of it, one line each. Calls come from several threads.</summary>
internal sealed class HealWatch(Host host) : IProgress<Trial>
{
    private readonly Lock _turn = new();

    public void Report(Trial value)
    {
        string what = value.HeldLoss is { } loss ? $"held loss {Say.Number(loss)}, {Say.Count(value.DeadUnits, "dead unit")}" : HealText.Outcome(value.Outcome);
        lock (_turn)
        {
            host.Say($"Tried: {value.Name.Replace('_', ' ')} ({value.What}): {what}.");
        }
    }
}
