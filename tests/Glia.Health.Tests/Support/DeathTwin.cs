using Glia.Networks;

namespace Glia.Health.Tests.Support;

/// <summary>The slow twin of the search for killing updates: looks at all training rows after every update of the training itself.</summary>
internal sealed class DeathTwin(TrainingSet train) : IStepObserver
{
    private readonly List<Dictionary<string, bool[]>> _fires = [];

    public void Started(Network network, TrainingSet train1, TrainingSet? validation) => Note(network);

    public bool Compares(long step, double loss) => false;

    public void StepEnded(in StepView step) => Note(step.Network);

    /// <summary>The update after which a unit fires on no row to the end; 0 for the initialisation, null where it fires at the end.</summary>
    public long? Death(string layer, int unit)
    {
        int last = _fires.FindLastIndex(fires => fires[layer][unit]);
        return last == _fires.Count - 1 ? null : last + 1;
    }

    private void Note(Network network) => _fires.Add(
        Exhaustive.Fired(network, train.X.Span, train.Rows).ToDictionary(layer => layer.Key, layer => layer.Value.Select(count => count > 0).ToArray(), StringComparer.Ordinal));
}
