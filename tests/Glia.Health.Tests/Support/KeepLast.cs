using Glia.Networks;

namespace Glia.Health.Tests.Support;

/// <summary>Keeps the weights after the last step: the trainer leaves the best ones, tests of deaths want the last ones.</summary>
internal sealed class KeepLast : IStepObserver
{
    public float[] Values { get; private set; } = [];

    public void EpochEnded(EpochRecord epoch, Network network) => Values = network.Values.ToArray();
}
