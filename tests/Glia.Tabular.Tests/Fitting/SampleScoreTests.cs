namespace Glia.Tabular.Tests.Fitting;

/// <summary>
/// Five seeds with the defaults on the sample tables. The floors are what scikit-learn 1.2.1's MLP (100 units, same batch, 200 epochs) reaches on the very same
/// splits, less two standard errors of the difference: iris 0.948, penguins 0.989, wine 0.993, breast_cancer 0.984, digits 0.980, diabetes 0.313, concrete 0.907.
/// </summary>
[Trait("Category", "slow")]
public sealed class SampleScoreTests
{
    [Theory]
    [InlineData("iris", "target", "accuracy", 0.92)]
    [InlineData("penguins", "species", "accuracy", 0.975)]
    [InlineData("wine", "target", "accuracy", 0.975)]
    [InlineData("breast_cancer", "target", "accuracy", 0.97)]
    [InlineData("digits", "target", "accuracy", 0.97)]
    [InlineData("diabetes", "target", "r2", 0.31)]
    [InlineData("concrete", "target", "r2", 0.885)]
    public void Defaults_do_not_fall_behind_scikit_learn(string sample, string target, string metric, double floor)
    {
        Table table = Table.Read(Repository.Sample(sample));
        TabularModel[] models = [.. Enumerable.Range(1, 5).Select(seed => Learner.Fit(table, target, new FitOptions { Seed = (ulong)seed }))];
        double mean = models.Average(m => m.Run!.Evaluation["test"].Metrics[metric]);
        Assert.True(mean >= floor, $"{metric} {mean:F4}, at least {floor} wanted");
        Assert.All(models, m => Assert.Empty(m.Health!.Findings));
    }
}
