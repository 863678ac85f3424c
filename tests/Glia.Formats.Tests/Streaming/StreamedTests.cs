namespace Glia.Tabular.Tests.Streaming;

public sealed class StreamedTests : IDisposable
{
    private static readonly FitOptions Small = new() { Hidden = [8], Epochs = 2, Memory = 16 << 20, Threads = 1 };
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_same_table_gives_the_same_weights_in_every_format_when_it_is_streamed()
    {
        Table table = Rows(40_000);
        string At(string name) => Path.Combine(_scratch.Folder, name);
        Written.Csv(At("t.csv"), table);
        await Written.ParquetAsync(At("t.parquet"), table, 7_000);
        Written.Arrow(At("t.arrow"), table, 5_000);
        Written.Arrow(At("t.arrows"), table, 40_000, asStream: true);
        Written.Sqlite(At("t.sqlite"), table);
        Written.DuckDb(At("t.duckdb"), $"CREATE TABLE rows AS SELECT * FROM read_csv('{At("t.csv")}')");
        Written.DuckDb(":memory:", $"COPY (SELECT * FROM read_csv('{At("t.csv")}')) TO '{At("d.parquet")}' (FORMAT parquet, ROW_GROUP_SIZE 10000, COMPRESSION zstd)");
        string wanted = Weights(At("t.csv"));
        foreach (string name in (string[])["t.parquet", "t.arrow", "t.arrows", "t.sqlite", "t.duckdb", "d.parquet"])
        {
            Assert.Equal((name, wanted), (name, Weights(At(name))));
        }

        Assert.Equal(wanted, Weights(At("t.sqlite"), new TableOptions { Query = "SELECT * FROM data" }));
        Assert.Equal(wanted, Weights(At("t.parquet"), new TableOptions { Query = "SELECT * FROM data;" }));
    }

    [Fact]
    public async Task The_same_table_gives_the_same_weights_in_memory()
    {
        Table table = Rows(500);
        string csv = Path.Combine(_scratch.Folder, "t.csv"), parquet = Path.Combine(_scratch.Folder, "t.parquet");
        Written.Csv(csv, table);
        await Written.ParquetAsync(parquet, table, 200);
        FitOptions options = Small with { Memory = 0 };
        Assert.Equal(Learner.FitFile(csv, "y", options).Run!.WeightsSha256, Learner.FitFile(parquet, "y", options).Run!.WeightsSha256);
    }

    [Fact]
    public async Task Row_groups_that_do_not_fit_are_refused_with_advice()
    {
        string path = Path.Combine(_scratch.Folder, "t.parquet");
        await Written.ParquetAsync(path, Rows(230_000), 230_000);
        Refused.Saying(() => Learner.FitFile(path, "y", Small), "row groups of 230000 rows", "smaller row groups");
    }

    [Fact]
    public async Task Predictions_of_a_file_are_those_of_its_table_in_every_format()
    {
        Table table = Rows(20_000);
        TabularModel model = Learner.Fit(table.Select([.. Enumerable.Range(0, 2_000)]), "y", Small with { Memory = 0 });
        double[] wanted = [.. model.Predict(table).Values];
        string csv = Path.Combine(_scratch.Folder, "t.csv"), parquet = Path.Combine(_scratch.Folder, "t.parquet");
        Written.Csv(csv, table);
        await Written.ParquetAsync(parquet, table, 3_000);
        foreach (string path in (string[])[csv, parquet])
        {
            var seen = new List<double>();
            Assert.Equal(table.Rows, model.PredictFile(path, piece => seen.AddRange(piece.Values)));
            Assert.Equal(wanted, seen);
        }
    }

    [Fact]
    public void A_column_the_model_needs_is_asked_for_with_the_names_there_are()
    {
        TabularModel model = Learner.Fit(Rows(500), "y", Small with { Memory = 0 });
        string path = _scratch.File("A,b,c,kind,z\n1,2,3,u,4\n");
        Refused.Saying(() => model.PredictFile(path, _ => { }), "needs column 'a'", "Is 'A' meant?");
    }

    private static string Weights(string path, TableOptions? reading = null)
    {
        TabularModel model = Learner.FitFile(path, "y", Small, reading);
        Assert.True(model.Run!.IsStreamed, path);
        return model.Run.WeightsSha256;
    }

    /// <summary>Numbers of six digits, gaps and texts: what CSV holds exactly.</summary>
    internal static Table Rows(int count)
    {
        var random = new Random(7);
        double Draw(int i) => i % 37 == 0 ? double.NaN : Math.Round((random.NextDouble() * 8) - 4, 6);
        double[] a = [.. Enumerable.Range(0, count).Select(Draw)], b = [.. Enumerable.Range(1, count).Select(Draw)], c = [.. Enumerable.Range(2, count).Select(Draw)];
        string?[] kinds = [.. Enumerable.Range(0, count).Select(i => i % 11 == 3 ? null : ((string[])["u", "vv", "w w", "ö"])[random.Next(4)])];
        double[] y = [.. Enumerable.Range(0, count).Select(i => Math.Round((double.IsNaN(a[i]) ? 0 : a[i]) - (0.5 * (double.IsNaN(b[i]) ? 1 : b[i])) + (kinds[i] == "u" ? 1 : 0), 6))];
        return Table.From([Column.Numbers("a", a), Column.Numbers("b", b), Column.Numbers("c", c), Column.Texts("kind", kinds), Column.Numbers("y", y)]);
    }
}
