using Glia.HealthBoard.Repairs;
using Glia.HealthBoard.Results;

namespace Glia.HealthBoard.Tests;

public sealed class MendedTests
{
    [Fact]
    public void Ways_of_mending_are_compared_on_the_same_runs()
    {
        RepairTally tally = RepairStudy.Count(
            [Run(0.5, 0.89, 0.70), Run(0.5, 0.90, 0.91), Run(0.5, 0.50, 0.95), Run(0.5, 0.88, 0.40)], 10, 0.9);
        Assert.Equal((10, 4), (tally.Runs, tally.Fails));
        MethodTally ours = tally.Methods["glia"], search = tally.Methods["random search"];
        Assert.Equal((3, 0), (ours.Repaired, ours.Worse));
        Assert.Equal((2, 1), (search.Repaired, search.Worse));
        Assert.Equal((1, 2), (search.OnlyThis, search.OnlyGlia));
        Assert.Equal((0, 0), (ours.OnlyThis, ours.OnlyGlia));
    }

    private static Mended Run(double before, double glia, double search) =>
        new(before, new Dictionary<string, double> { ["glia"] = glia, ["random search"] = search }, "none", 5);
}
