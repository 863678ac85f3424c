using Glia.Kernels.Randomness;

namespace Glia.Tabular.Tests.Models;

public sealed class ImportanceTests
{
    private static readonly Table Penguins = Table.Read(Repository.At("samples", "penguins.csv"));
    private static readonly TabularModel Species = Learner.Fit(Penguins, "species", new FitOptions { Hidden = [16], Epochs = 40 });
    private static readonly TabularModel Mass = Learner.Fit(Penguins, "body_mass_g", new FitOptions { Hidden = [16], Epochs = 40 });

    [Fact]
    public void A_column_is_permuted_as_it_stands_in_the_table_categories_together()
    {
        ImportanceResult result = Species.Importance(Penguins, new ImportanceOptions { Repeats = 2, Seed = 5 });
        foreach (string name in new[] { "island", "flipper_length_mm" })
        {
            int[] order = [.. Enumerable.Range(0, Penguins.Rows)];
            new RandomStream(5).Split("importance").Split(name).Split(1).Shuffle<int>(order);
            Table exchanged = Penguins.With([.. Penguins.Columns.Select(column => column.Name == name ? Penguins.Select(order)[name] : column)]);
            Assert.Equal(Species.Evaluate(Penguins).Metrics["accuracy"], result.Baseline);
            Assert.Equal(result.Baseline - Species.Evaluate(exchanged).Metrics["accuracy"], result.Features.Single(feature => feature.Name == name).Falls[1]);
        }
    }

    [Fact]
    public void Every_column_of_the_model_comes_once_the_most_important_first()
    {
        ImportanceResult result = Species.Importance(Penguins);
        Assert.Equal(Species.Preprocessor.Features.Select(feature => feature.Name).Order(StringComparer.Ordinal), result.Features.Select(feature => feature.Name).Order(StringComparer.Ordinal));
        Assert.Equal(result.Features.Select(feature => feature.Mean).OrderDescending(), result.Features.Select(feature => feature.Mean));
        Assert.All(result.Features, feature =>
        {
            Assert.Equal(10, feature.Falls.Count);
            Assert.Equal(feature.Falls.Average(), feature.Mean);
            Assert.InRange(feature.Mean, feature.Low!.Value, feature.High!.Value);
        });
    }

    [Fact]
    public void What_decides_is_important_and_noise_is_not()
    {
        RandomStream chance = new(3);
        int[] kinds = [.. Enumerable.Range(0, 400).Select(_ => chance.NextInt(3))];
        double[] noise = [.. kinds.Select(_ => (double)chance.NextNormal())];
        var table = new Table("rows", [new TextColumn("kind", [.. kinds.Select(k => "abc"[k].ToString())]), Column.Numbers("noise", noise), new TextColumn("label", [.. kinds.Select(k => k == 1 ? "yes" : "no")])], kinds.Length, null);
        ImportanceResult result = Learner.Fit(table, "label", new FitOptions { Hidden = [8], Epochs = 100 }).Importance(table, new ImportanceOptions { Repeats = 20 });
        Assert.Equal(1, result.Baseline);
        Assert.Equal("kind", result.Features[0].Name);

        // Two thirds say no: an exchanged kind is wrong where one of the two is yes and the other is not, 2 · 1/3 · 2/3 of the rows.
        Assert.Equal(4.0 / 9, result.Features[0].Mean, 0.04);
        Assert.InRange(result.Features[1].Mean, -0.01, 0.01);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_seed_others()
    {
        static double[] Falls(ulong seed) => [.. Mass.Importance(Penguins, new ImportanceOptions { Seed = seed, Repeats = 3 }).Features.SelectMany(feature => feature.Falls)];
        Assert.Equal(Falls(1), Falls(1));
        Assert.NotEqual(Falls(1), Falls(2));
    }

    [Theory]
    [InlineData("rmse")]
    [InlineData("mae")]
    [InlineData("r2")]
    public void Worse_is_above_zero_whether_the_metric_falls_or_rises(string metric)
    {
        ImportanceResult result = Mass.Importance(Penguins, new ImportanceOptions { Metric = metric, Repeats = 3 });
        Assert.Equal(metric, result.Metric);
        Assert.Equal(2, result.RowsWithoutTarget);
        Assert.All(result.Features[0].Falls, fall => Assert.True(fall > 0));
    }

    [Fact]
    public void A_single_repeat_has_no_interval() =>
        Assert.All(Mass.Importance(Penguins, new ImportanceOptions { Repeats = 1 }).Features, feature => Assert.True(feature.Low is null && feature.High is null));

    [Fact]
    public void What_cannot_be_measured_is_refused_with_what_can()
    {
        Refused.Saying(() => Species.Importance(Penguins, new ImportanceOptions { Metric = "r2" }), "'r2'", "accuracy", "log_loss");
        Refused.Saying(() => Species.Importance(Penguins.Select([0])), "two or more");
        Refused.Saying(() => Species.Importance(Penguins, new ImportanceOptions { Repeats = 0 }), "1 to 10000");
        Refused.Saying(() => Species.Importance(Penguins.Without("island")), "'island'");
    }
}
