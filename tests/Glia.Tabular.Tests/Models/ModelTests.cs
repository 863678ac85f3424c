using System.Security.Cryptography;

namespace Glia.Tabular.Tests.Models;

public sealed class ModelTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_saved_model_is_the_same_to_the_bit()
    {
        foreach (string target in new[] { "species", "sex", "body_mass_g" })
        {
            TabularModel model = Learner.Fit(Penguins, target, new FitOptions { Hidden = [12], Epochs = 5, Threshold = target == "sex" ? 0.4 : 0.5, BatchNorm = true });
            string path = Path.Combine(_scratch.Folder, target + ".glia");
            model.SaveCheckpoint(path);
            TabularModel loaded = TabularModel.LoadCheckpoint(path);
            Assert.Equal(model.GetType(), loaded.GetType());
            Assert.Equal(model.Network.WeightsSha256(), loaded.Network.WeightsSha256());
            Assert.Equal(model.Predict(Penguins).Probabilities, loaded.Predict(Penguins).Probabilities);
            Assert.Equal(model.Predict(Penguins).Values, loaded.Predict(Penguins).Values);
            Assert.Equal(model.Predict(Penguins).Labels, loaded.Predict(Penguins).Labels);
            Assert.Equal(model.Evaluate(Penguins).Metrics, loaded.Evaluate(Penguins).Metrics);
            Assert.Equal(model.Run!.ToJson(), loaded.Run!.ToJson());
            Assert.Single(Directory.GetFiles(_scratch.Folder, target + "*"));
        }
    }

    [Fact]
    public void A_model_cut_anywhere_is_refused()
    {
        byte[] whole = Bytes(out _);
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            Refused.Saying(() => TabularModel.LoadCheckpoint(_scratch.File(cut, "cut.glia")), "cut.glia");
        }
    }

    [Fact]
    public void A_model_with_any_byte_flipped_is_refused()
    {
        byte[] whole = Bytes(out _);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] flipped = [.. whole];
            flipped[at] ^= (byte)(1 << (at % 8));
            Refused.Saying(() => TabularModel.LoadCheckpoint(_scratch.File(flipped, "flipped.glia")), "flipped.glia");
        }
    }

    [Fact]
    public void A_file_whose_parts_do_not_fit_is_refused_by_name()
    {
        byte[] whole = Bytes(out _);
        int length = BitConverter.ToInt32(whole, 12);
        byte[] network = Networks.Network.Create(3, [new Networks.Layers.DenseSpec(7)], 1).ToBytes();
        byte[] content = [.. whole[..(16 + length)], .. BitConverter.GetBytes((long)network.Length), .. network];
        Refused.Saying(
            () => TabularModel.LoadCheckpoint(_scratch.File([.. content, .. SHA256.HashData(content)], "parts.glia")), "parts.glia", "contradicts itself", "7 outputs");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"schema\":null,\"preprocessor\":null,\"scale\":null}")]
    [InlineData("{\"schema\":{},\"preprocessor\":{\"features\":[null]},\"scale\":{}}")]
    [InlineData("{\"preprocessor\":{\"features\":[{\"kind\":\"category\",\"name\":\"c\",\"categories\":null}]}}")]
    [InlineData("[")]
    public void A_header_that_lies_under_a_right_checksum_is_refused(string json)
    {
        byte[] whole = Bytes(out TabularModel model);
        byte[] header = System.Text.Encoding.UTF8.GetBytes(json), network = model.Network.ToBytes();
        byte[] content = [.. whole[..12], .. BitConverter.GetBytes(header.Length), .. header, .. BitConverter.GetBytes((long)network.Length), .. network];
        Refused.Saying(() => TabularModel.LoadCheckpoint(_scratch.File([.. content, .. SHA256.HashData(content)], "lies.glia")), "lies.glia");
        BitConverter.GetBytes(int.MaxValue).CopyTo(content, 12);
        Refused.Saying(() => TabularModel.LoadCheckpoint(_scratch.File([.. content, .. SHA256.HashData(content)], "lies.glia")), "lies.glia");
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        Refused.Saying(() => TabularModel.LoadCheckpoint(Path.Combine(_scratch.Folder, "no.glia")), "no.glia", "no such file");
        Refused.Saying(() => TabularModel.LoadCheckpoint(_scratch.File("a,b\n1,2\n")), "not a model of Glia's");
        Refused.Saying(() => TabularModel.LoadCheckpoint(_scratch.File("")), "not a model of Glia's");
        _ = Bytes(out TabularModel model);
        Refused.Saying(() => TabularModel.LoadCheckpoint(_scratch.File(model.Network.ToBytes(), "net.glia")), "bare network");
        Refused.Saying(() => model.SaveCheckpoint(Path.Combine(_scratch.Folder, "no", "such", "folder.glia")), "folder");
    }

    [Fact]
    public void Many_threads_predict_the_same()
    {
        TabularModel model = Learner.Fit(Penguins, "species", new FitOptions { Hidden = [16, 8], Epochs = 3 });
        IReadOnlyList<float> alone = model.Predict(Penguins).Probabilities;
        Parallel.For(0, 64, i =>
        {
            Table some = Penguins.Select([.. Enumerable.Range(i, 20)]);
            Assert.Equal(alone.Skip(3 * i).Take(60), model.Predict(some).Probabilities);
            Assert.Equal(alone, model.Predict(Penguins).Probabilities);
        });
    }

    [Fact]
    public void One_row_is_predicted_by_names()
    {
        TabularModel model = Learner.Fit(Penguins, "species", new FitOptions { Hidden = [16], Epochs = 60 });
        RowPrediction row = model.Predict(new Dictionary<string, object?>
        {
            ["island"] = "Biscoe",
            ["bill_length_mm"] = 50.0,
            ["bill_depth_mm"] = 15.2f,
            ["flipper_length_mm"] = 225,
            ["body_mass_g"] = 5700L,
            ["sex"] = null,
            ["year"] = 2009,
        });
        Assert.Equal("Gentoo", row.Label);
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], row.Probabilities.Select(p => p.Key));
        Assert.Equal(1, row.Probabilities.Sum(p => p.Value), 1e-5);
        Refused.Saying(() => model.Predict(new Dictionary<string, object?> { ["island"] = "Biscoe" }), "needs columns", "'bill_length_mm'");
        Assert.NotNull(Learner.Fit(Penguins, "body_mass_g", new FitOptions { Hidden = [4], Epochs = 2 }).Predict(new Dictionary<string, object?>
        {
            ["island"] = "nowhere",
            ["bill_length_mm"] = null,
            ["bill_depth_mm"] = null,
            ["flipper_length_mm"] = null,
            ["sex"] = "?",
            ["year"] = 2009,
            ["species"] = "Emperor",
        }).Value);
    }

    [Fact]
    public void Evaluation_counts_what_it_leaves_out_and_names_unheard_of_classes()
    {
        TabularModel model = Learner.Fit(Penguins, "sex", new FitOptions { Hidden = [8], Epochs = 3 });
        Evaluation evaluation = model.Evaluate(Penguins);
        Assert.Equal((333, 11), (evaluation.Rows, evaluation.RowsWithoutTarget));
        Refused.Saying(() => model.Evaluate(_scratch.Table(File.ReadAllText(Repository.Sample("penguins")).Replace("\"male\"", "\"mail\"", StringComparison.Ordinal))), "line 2", "'mail'", "'male'");
        Refused.Saying(() => model.Evaluate(Penguins.Without("sex")), "no target column 'sex'");
        Refused.Saying(() => model.Predict(Penguins.Without("island").Without("year")), "columns 'island', 'year'");
    }

    [Fact]
    public void Tables_for_a_model_are_read_as_it_was_trained()
    {
        Table train = _scratch.Table(
            "zip,x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"00{i % 3},{i},{(i % 2 == 0 ? "a" : "b")}\n")), new TableOptions { TextColumns = ["zip"] });
        TabularModel model = Learner.Fit(train, "y", new FitOptions { Hidden = [4], Epochs = 2 });
        string path = _scratch.File("zip,x\n001,5\n", "new.csv");
        Assert.Equal("001", Table.Read(path, model.ReadOptions())["zip"].TextAt(0));
        Refused.Saying(() => Table.Read(_scratch.File("zip,x\n001,five\n", "bad.csv"), model.ReadOptions()), "line 2", "'five'");
        Assert.Contains("zip", new FitOptions { Columns = new Dictionary<string, ColumnKind> { ["zip"] = ColumnKind.Category } }.ReadOptions().TextColumns);
    }

    [Fact]
    public void The_record_of_a_run_says_everything_in_json()
    {
        TabularModel model = Learner.Fit(Penguins, "body_mass_g", new FitOptions { Hidden = [8], Epochs = 3 });
        string json = model.Run!.ToJson();
        Assert.All(
            ["\"library_version\"", "\"weights_sha256\"", "\"train_loss\"", "\"stop_reason\": \"completed\"", "\"task\": \"regression\"", "\"learning_rate\": 0.001", "\"why\"", "\"residuals\"", "\"r2\""],
            piece => Assert.Contains(piece, json, StringComparison.Ordinal));
    }

    private static Table Penguins { get; } = Table.Read(Repository.Sample("penguins"));

    private byte[] Bytes(out TabularModel model)
    {
        Table table = _scratch.Table("x,c,y\n1,u,a\n2,v,b\n3,u,a\n4,v,b\n");
        model = Learner.Fit(table, "y", new FitOptions { Hidden = [2], Epochs = 1 });
        model = TabularModel.Create(model.Schema, model.Preprocessor, model.Network, new OutputScale());
        string path = Path.Combine(_scratch.Folder, "model.glia");
        model.SaveCheckpoint(path);
        return File.ReadAllBytes(path);
    }
}
