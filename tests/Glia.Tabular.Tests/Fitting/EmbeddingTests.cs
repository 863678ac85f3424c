using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Tabular.Tests.Fitting;

/// <summary>Columns of many categories as embeddings, from the table to the file.</summary>
public sealed class EmbeddingTests
{
    private const int Shops = 80;
    private static readonly FitOptions Options = new() { Hidden = [8], Epochs = 4, Seed = 3 };

    /// <summary>What a shop sells goes by its number; one row in 50 has no shop, and a few shops come once.</summary>
    private static Table Sales(int rows = 1200)
    {
        var stream = new RandomStream(5);
        string?[] shop = new string?[rows];
        double[] x = new double[rows], y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            int k = i % Shops;
            shop[i] = i % 50 == 49 ? null : i < 5 ? $"once{i}" : $"shop{k:00}";
            x[i] = stream.NextNormal();
            y[i] = (k % 7) + x[i] + (0.1 * stream.NextNormal());
        }

        return Table.FromColumns(("shop", shop), ("x", x), ("y", y));
    }

    private static RegressionModel Fit(Table table, FitOptions options, FitRun? run = null) => (RegressionModel)Learner.Fit(table, "y", options, run);

    private static CategoryFeature Shop(TabularModel model) => Assert.IsType<CategoryFeature>(model.Preprocessor.Features.Single(feature => feature.Name == "shop"));

    [Fact]
    public void A_wide_column_becomes_an_embedding_by_itself_and_the_layers_name_it()
    {
        RegressionModel model = Fit(Sales(), Options);
        CategoryFeature shop = Shop(model);
        Assert.Equal(Shops, shop.Categories.Count);
        Assert.Equal(Shops + 2, shop.Levels);
        Assert.Equal((1, 19), (shop.Width, shop.Embedding));
        Assert.Equal(["shop", "x"], model.Preprocessor.OutputNames);
        Assert.Empty(model.Preprocessor.OneHotGroups);
        var layer = Assert.IsType<EmbeddingLayer>(model.Network.Layers[0]);
        Assert.Equal([new EmbeddedColumn("shop", 0, Shops + 2, 19)], layer.Columns);
        Assert.Equal(new LayerRecord("0 embedding", "embedding", "shop: 82 levels, 19 numbers each", 2, 20, 82 * 19), model.Run!.Layers[0]);
        Assert.Equal(model.Network.Values.Length, model.Run.Parameters);
    }

    [Fact]
    public void What_is_told_goes_before_the_rule()
    {
        Assert.Equal(0, Shop(Fit(Sales(), Options with { EmbedFrom = 0 })).Embedding);
        Assert.Equal(0, Shop(Fit(Sales(), Options with { EmbedFrom = Shops + 6 })).Embedding);
        Assert.Equal(5, Shop(Fit(Sales(), Options with { EmbedFrom = 0, Embeddings = new Dictionary<string, int> { ["shop"] = 5 } })).Embedding);
        Assert.Equal(19, Shop(Fit(Sales(), Options with { EmbedFrom = 0, Embeddings = new Dictionary<string, int> { ["shop"] = 0 } })).Embedding);
    }

    [Fact]
    public void It_learns_what_one_hot_inputs_learn_from_far_fewer_numbers()
    {
        FitOptions options = Options with { Hidden = [32], Epochs = 100 };
        RegressionModel embedded = Fit(Sales(), options with { Embeddings = new Dictionary<string, int> { ["shop"] = 3 } }), oneHot = Fit(Sales(), options with { EmbedFrom = 0 });
        Assert.InRange(embedded.Run!.Evaluation["test"].Metrics["r2"], 0.9, 1);
        Assert.True(embedded.Run.Evaluation["test"].Metrics["r2"] > oneHot.Run!.Evaluation["test"].Metrics["r2"] - 0.02);
        Assert.True(embedded.Run.Parameters * 4 < oneHot.Run.Parameters);
    }

    [Fact]
    public void Numbers_that_name_something_are_embedded_when_told()
    {
        Table table = Sales();
        double[] codes = [.. Enumerable.Range(0, table.Rows).Select(i => i % 50 == 49 ? double.NaN : i % Shops)];
        table = table.With([Column.Numbers("shop", codes), table["x"], table["y"]]);
        RegressionModel model = Fit(table, Options with { Embeddings = new Dictionary<string, int> { ["shop"] = 4 } });
        CategoryFeature shop = Shop(model);
        Assert.Equal((4, true, true), (shop.Embedding, shop.FromNumbers, shop.HasMissing));
        Assert.Equal("shop", Assert.Single(model.Schema.Columns, column => column.Kind is ColumnKind.Category).Name);
    }

    [Fact]
    public void Levels_seen_once_missing_and_unknown_have_rows_of_their_own()
    {
        RegressionModel model = Fit(Sales(), Options);
        Assert.DoesNotContain(Shop(model).Categories, category => category.StartsWith("once", StringComparison.Ordinal));
        float[] codes = model.Preprocessor.Transform(Table.FromColumns(("shop", new[] { "shop00", null, "never", "once1" }), ("x", new[] { 0.0, 0, 0, 0 })));
        Assert.Equal([0f, Shops, Shops + 1, Shops + 1], Enumerable.Range(0, 4).Select(row => codes[2 * row]));

        // Trained, both: rows of the training had no shop, and shops that come once.
        Parameter table = model.Network.Parameters[0];
        Assert.DoesNotContain(0f, table.Values[^(2 * table.Columns)..].ToArray());
    }

    [Fact]
    public void The_unknown_level_adds_nothing_where_no_row_taught_it()
    {
        Table table = Sales();
        table = table.Select([.. Enumerable.Range(5, table.Rows - 5)]);
        Parameter levels = Fit(table, Options).Network.Parameters[0];
        Assert.All(levels.Values[^levels.Columns..].ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void The_weights_do_not_depend_on_threads_and_go_on_from_a_checkpoint_to_the_bit()
    {
        string path = Path.Combine(Path.GetTempPath(), $"glia-{Guid.NewGuid():N}.resume");
        try
        {
            FitOptions options = Options with { Hidden = [64], Epochs = 6, BatchSize = 400 };
            string whole = Fit(Sales(), options with { Threads = 1 }).Network.WeightsSha256();
            Assert.Equal(whole, Fit(Sales(), options with { Threads = 3 }).Network.WeightsSha256());
            using var stop = new CancellationTokenSource();
            _ = Learner.Fit(Sales(), "y", options, new FitRun { CheckpointPath = path, Observers = [new Stopper(stop, 3)] }, stop.Token);
            RegressionModel resumed = Fit(Sales(), options, new FitRun { ResumeFrom = path });
            Assert.Equal(whole, resumed.Network.WeightsSha256());
            GliaException other = Assert.Throws<GliaException>(() => Fit(Sales(), options with { EmbedFrom = 0 }, new FitRun { ResumeFrom = path }));
            Assert.Contains("other", other.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_model_file_keeps_it_to_the_bit_and_has_a_version_that_older_readers_refuse()
    {
        RegressionModel model = Fit(Sales(), Options);
        byte[] content = model.ToBytes();
        Assert.Equal(3, content[8]);
        Assert.Equal(1, Fit(Sales(), Options with { EmbedFrom = 0 }).ToBytes()[8]);
        TabularModel loaded = TabularModel.FromBytes(content, "sales.glia");
        Assert.Equal(model.Predict(Sales()).Values, loaded.Predict(Sales()).Values);
        Assert.Equal(model.Preprocessor.ToJson(), loaded.Preprocessor.ToJson());
    }

    [Fact]
    public void A_warm_start_keeps_the_levels_and_teaches_new_ones_to_the_unknown_level()
    {
        RegressionModel first = Fit(Sales(), Options);
        Table table = Sales();
        table = table.With([Column.Texts("shop", [.. Enumerable.Range(0, table.Rows).Select(i => $"new{i % 9}")]), table["x"], table["y"]]);
        RegressionModel second = Fit(table, Options, new FitRun { StartFrom = first });
        Assert.Equal(first.Preprocessor.ToJson(), second.Preprocessor.ToJson());
        Parameter before = first.Network.Parameters[0], after = second.Network.Parameters[0];
        Assert.Equal(before.Values[..before.Columns].ToArray(), after.Values[..before.Columns].ToArray());
        Assert.NotEqual(before.Values[^before.Columns..].ToArray(), after.Values[^before.Columns..].ToArray());
    }

    [Fact]
    public void Streamed_rows_are_embedded_too_with_the_same_bits_each_time()
    {
        string path = Path.Combine(Path.GetTempPath(), $"glia-{Guid.NewGuid():N}.csv");
        try
        {
            Table table = Sales(40_000);
            double[] x = ((NumberColumn)table["x"]).Values.ToArray(), y = ((NumberColumn)table["y"]).Values.ToArray();
            File.WriteAllLines(path, Enumerable.Range(0, table.Rows).Select(i => FormattableString.Invariant($"{table["shop"].TextAt(i)},{x[i]:R},{y[i]:R}")).Prepend("shop,x,y"));
            FitOptions options = Options with { Memory = 1 << 24, Epochs = 1 };
            TabularModel model = Learner.FitFile(path, "y", options);
            Assert.True(model.Run!.IsStreamed);
            Assert.Equal(19, Shop(model).Embedding);
            Assert.Equal(model.Run.WeightsSha256, Learner.FitFile(path, "y", options with { Threads = 2 }).Run!.WeightsSha256);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Importance_moves_the_whole_column()
    {
        RegressionModel model = Fit(Sales(), Options with { Hidden = [32], Epochs = 60 });
        ImportanceResult result = model.Importance(Sales(), new ImportanceOptions { Repeats = 3 });
        Assert.Equal(["shop", "x"], result.Features.Select(feature => feature.Name).Order(StringComparer.Ordinal));
        Assert.True(result.Features.Single(feature => feature.Name == "shop").Mean > 0.5);
    }

    [Fact]
    public void Codes_are_no_quantities_to_the_watch_over_health()
    {
        // A code spreads as far as the levels go; of a quantity that would be an unscaled input in a training that learns nothing.
        Table table = Sales();
        table = table.With([table["shop"], table["x"], Column.Numbers("y", Enumerable.Range(0, table.Rows).Select(i => (double)(i * 7919 % 101)).ToArray())]);
        RegressionModel model = Fit(table, Options with { LearningRate = 1e-6, Epochs = 30, Patience = 0 });
        Assert.DoesNotContain(model.Health!.Findings, finding => finding.Layer == "input");
        Assert.All(model.Health.Layers, layer => Assert.InRange(layer.ForwardGain ?? 1, 0.1, 10));
    }

    public static TheoryData<string, FitOptions> Refused => new()
    {
        { "there is no column 'shopp'", Options with { Embeddings = new Dictionary<string, int> { ["shopp"] = 0 } } },
        { "embed.shop is -1", Options with { Embeddings = new Dictionary<string, int> { ["shop"] = -1 } } },
        { "'y', which is the target", Options with { Embeddings = new Dictionary<string, int> { ["y"] = 2 } } },
        { "told to be a number", Options with { Embeddings = new Dictionary<string, int> { ["x"] = 2 }, Columns = new Dictionary<string, ColumnKind> { ["x"] = ColumnKind.Number } } },
        { "embed_from is -1", Options with { EmbedFrom = -1 } },
        { "layers has an embedding", Options with { Layers = [new EmbeddingSpec([new("shop", 0, 3, 2)])] } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_makes_no_sense_is_refused(string what, FitOptions options) =>
        Assert.Contains(what, Assert.Throws<GliaException>(() => Fit(Sales(), options)).Message, StringComparison.Ordinal);

    private sealed class Stopper(CancellationTokenSource stop, int epoch) : IStepObserver
    {
        public void EpochEnded(EpochRecord record, Network network)
        {
            if (record.Epoch == epoch)
            {
                stop.Cancel();
            }
        }
    }
}
