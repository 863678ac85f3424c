using System.Text.Json;
using Glia.Cli.Terminal;

namespace Glia.Cli.Tests.Commands;

public sealed class TrainCommandTests(PenguinRun run) : IClassFixture<PenguinRun>, IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public void Json_holds_what_the_interface_promises()
    {
        JsonElement json = run.Json;
        Assert.Equal("multiclass", json.GetProperty("task").GetString());
        Assert.Equal("softmax", json.GetProperty("output_activation").GetString());
        Assert.Equal("softmax_cross_entropy", json.GetProperty("loss").GetString());
        Assert.Equal(["dense", "activation", "dense", "activation", "dense"], json.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("kind").GetString()));
        Assert.Equal(344, json.GetProperty("rows").GetInt32());
        Assert.InRange(json.GetProperty("epochs").GetInt32(), 1, 30);
        Assert.InRange(json.GetProperty("train_loss").GetDouble(), 0, 1);
        Assert.InRange(json.GetProperty("validation").GetProperty("accuracy").GetDouble(), 0.7, 1);
        Assert.Matches("^[0-9a-f]{64}$", json.GetProperty("weights_sha256").GetString());
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
        Assert.True(json.GetProperty("samples_per_second").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Array, json.GetProperty("health").ValueKind);
        Assert.All(json.GetProperty("files").EnumerateObject(), file => Assert.True(File.Exists(file.Value.GetString()), file.Name));
    }

    [Fact]
    public void All_files_are_there_and_nothing_else()
    {
        string?[] names = [.. Directory.EnumerateFileSystemEntries(run.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
        Assert.Equal(["model.glia", "model.onnx", "report.html", "run.json", "run.yaml"], names);
    }

    [Fact]
    public void The_choice_of_task_output_and_loss_is_said_on_standard_error()
    {
        Assert.Contains("multiclass classification", run.Error, StringComparison.Ordinal);
        Assert.Contains("Output softmax, loss softmax_cross_entropy", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public void The_written_configuration_repeats_the_run_to_the_bit()
    {
        JsonElement again = Cli.Run("train", "--config", run.File("run.yaml"), "--out", _folder.Path("again"), "--json").Done().Json();
        Assert.Equal(run.Json.GetProperty("weights_sha256").GetString(), again.GetProperty("weights_sha256").GetString());
    }

    [Fact]
    public void An_ensemble_says_what_each_member_is_worth_and_how_far_they_are_apart()
    {
        string table = Cli.Sample("iris.csv"), files = _folder.Path("ensemble");
        JsonElement json = Cli.Run("train", table, "--target", "target", "--ensemble", "3", "--epochs", "5", "--seed", "7", "--out", files, "--json").Done().Json();
        JsonElement[] members = [.. json.GetProperty("members").EnumerateArray()];
        Assert.Equal([7, 8, 9], members.Select(member => member.GetProperty("seed").GetInt32()));
        Assert.All(members, member => Assert.InRange(member.GetProperty("test").GetProperty("accuracy").GetDouble(), 0, 1));
        Assert.Equal(["model.glia", "model.onnx", "report.html", "run.json", "run.yaml"], Directory.EnumerateFiles(files).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("seed 8 alone, test", File.ReadAllText(Path.Combine(files, "report.html")), StringComparison.Ordinal);

        string[] lines = Cli.Run("predict", files, table, "--spread").Done().Out.Split('\n');
        Assert.EndsWith(",spread", lines[0], StringComparison.Ordinal);
        Assert.Equal(lines, Cli.Run("predict", Path.Combine(files, "model.onnx"), table, "--spread").Done().Out.Split('\n'));
        JsonElement first = Cli.Run("predict", files, table, "--spread", "--json").Done().Json().GetProperty("predictions")[0];
        Assert.True(first.GetProperty("spread").GetDouble() > 0);
        Assert.Contains("member 3: 1 relu", Cli.Run("diagnose", files, table).Done().Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Cli.Run("importance", files, table, "--repeats", "2").Code);
    }

    [Fact]
    public void An_ensemble_goes_on_from_itself_and_from_its_weights()
    {
        string table = Cli.Sample("iris.csv"), files = _folder.Path("two"), weights = _folder.Path("w.safetensors");
        string[] words = ["train", table, "--target", "target", "--ensemble", "2", "--epochs", "2", "--hidden", "4", "--explain", "0", "--json"];
        Cli.Run([.. words, "--out", files]).Done();
        Cli.Run("export", files, "--safetensors", weights, "--npz", _folder.Path("w.npz")).Done();
        JsonElement on = Cli.Run([.. words, "--from", files, "--out", _folder.Path("on")]).Done().Json(), same = Cli.Run([.. words, "--from", weights, "--out", _folder.Path("same")]).Done().Json();
        Assert.Equal(on.GetProperty("weights_sha256").GetString(), same.GetProperty("weights_sha256").GetString());
        Outcome refused = Cli.Run("train", table, "--target", "target", "--hidden", "4", "--from", files, "--out", _folder.Path("one"));
        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.Contains("Train with ensemble 2", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_spread_of_one_network_is_refused() =>
        Assert.Contains("--spread", Cli.Run("predict", run.Out, Cli.Sample("penguins.csv"), "--spread").Error, StringComparison.Ordinal);

    [Fact]
    public void An_interrupted_ensemble_is_resumed_to_the_same_bits_and_leaves_no_checkpoints()
    {
        string files = _folder.Path("stopped");
        string[] words = ["train", Cli.Sample("iris.csv"), "--target", "target", "--ensemble", "3", "--epochs", "1500", "--patience", "0", "--explain", "0", "--out", files, "--json"];

        // A fast machine may be done by then, a slow one not have begun: whatever the moment, what comes after is the same.
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        Outcome stopped = Cli.Run(stop.Token, words);
        if (stopped.Code == ExitCode.Cancelled)
        {
            Assert.Contains("The average of", stopped.Error, StringComparison.Ordinal);
            string resumed = Cli.Run([.. words, "--resume"]).Done().Json().GetProperty("weights_sha256").GetString()!;
            Assert.Equal(Cli.Run([.. words.Select(word => word == files ? _folder.Path("whole") : word)]).Done().Json().GetProperty("weights_sha256").GetString(), resumed);
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(files), file => file.Contains("checkpoint", StringComparison.Ordinal));
    }

    [Fact]
    public void An_embedding_is_named_in_summary_json_and_configuration_and_predicts_from_the_ONNX_file()
    {
        string table = _folder.Write("shops.csv", "shop,n,y\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"s{i % 40},{i % 7},{(i % 40 % 5) + 0.5}\n")));
        string files = _folder.Path("shops");
        Outcome done = Cli.Run("train", table, "--target", "y", "--task", "regression", "--embed", "shop=3", "--embed", "n", "--epochs", "2", "--out", files).Done();
        Assert.Contains("embedding of shop: 41 levels, 3 numbers each; n: 8 levels, 5 numbers each", done.Out.ReplaceLineEndings(" ").Replace("          ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        JsonElement written = JsonDocument.Parse(File.ReadAllText(Path.Combine(files, "run.json"))).RootElement;
        Assert.Equal(["embedding", "dense", "activation", "dense"], written.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("kind").GetString()));
        Assert.Contains("embed: {n: 0, shop: 3}", File.ReadAllText(Path.Combine(files, "run.yaml")), StringComparison.Ordinal);
        JsonElement again = Cli.Run("train", "--config", Path.Combine(files, "run.yaml"), "--out", _folder.Path("again"), "--json").Done().Json();
        Assert.Equal(written.GetProperty("weights_sha256").GetString(), again.GetProperty("weights_sha256").GetString());
        Assert.Equal(Cli.Run("predict", files, table).Done().Out, Cli.Run("predict", Path.Combine(files, "model.onnx"), table).Done().Out);
    }

    [Theory]
    [InlineData("shop=many", "a whole number", 2)]
    [InlineData("shop=-2", "embed.shop is -2", 2)]
    [InlineData("shpo", "Did you mean 'shop'?", 1)]
    public void An_embedding_that_makes_no_sense_is_refused(string embed, string what, int code)
    {
        string table = _folder.Write("few.csv", "shop,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"s{i % 4},{i % 2}\n")));
        Outcome refused = Cli.Run("train", table, "--target", "y", "--embed", embed, "--out", _folder.Path("none"));
        Assert.Equal(code, refused.Code);
        Assert.Contains(what, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_declared_a_category_keeps_the_spelling_of_its_values()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? $"007,{i},yes\n" : $"7,{i},no\n"));
        string table = _folder.Write("zip.csv", "zip,n,member\n" + rows);
        string files = _folder.Path("zip");
        Cli.Run("train", table, "--target", "member", "--column", "zip=category", "--epochs", "2", "--out", files).Done();
        var model = Tabular.TabularModel.LoadCheckpoint(Path.Combine(files, "model.glia"));
        Assert.Equal(["007", "7"], Assert.IsType<Tabular.CategoryFeature>(model.Preprocessor.Features.Single(feature => feature.Name == "zip")).Categories);
    }

    [Fact]
    public void The_command_line_wins_over_the_configuration_and_that_over_defaults()
    {
        string config = _folder.Write("run.yaml", "epochs: 7\nseed: 3\nhidden: [5, 4]\ncolumn: {year: category}\nclass_weight: balanced\n");
        string yaml = Cli.Run("train", "data.csv", "--config", config, "--seed", "9", "--print-config").Done().Out;
        Assert.Contains("\ndata: data.csv\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\nepochs: 7\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\nseed: 9\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\nhidden: [5, 4]\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\ncolumn: {year: category}\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\nclass_weight: balanced\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\nlearning_rate: 0.001\n", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_printed_configuration_is_read_back_as_it_is()
    {
        string[] told = ["--target", "a: b", "--hidden", "", "--activation", "relu", "--norm", "layer", "--dropout", "0.1", "--optimizer", "adamw(decay=0.01)", "--schedule", "step(every=3, factor=0.5)", "--class-weight", "x=2", "--class-weight", "y=0.5", "--delimiter", "tab", "--missing", "NA,-", "--header", "false"];
        string first = Cli.Run(["train", "d.csv", .. told, "--print-config"]).Done().Out;
        string second = Cli.Run("train", "--config", _folder.Write("c.yaml", first), "--print-config").Done().Out;
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_regression_is_found_and_summed_up_for_people()
    {
        Outcome outcome = Cli.Run("train", Cli.Sample("concrete.csv"), "--target", "target", "--hidden", "16", "--epochs", "15", "--activation", "tanh", "--out", _folder.Path("out")).Done();
        Assert.Contains("regression", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("R²", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("report.html", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_before_the_first_step_it_keeps_the_files_and_says_130()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Outcome outcome = Cli.Run(stop.Token, "train", Cli.Sample("iris.csv"), "--target", "target", "--out", _folder.Path("out"));
        Assert.Equal(ExitCode.Cancelled, outcome.Code);
        Assert.Contains("--resume", outcome.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.Path("out/model.glia")));
    }

    [Fact]
    public void An_interrupted_training_goes_on_to_the_same_weights()
    {
        string[] args = ["train", Cli.Sample("iris.csv"), "--target", "target", "--hidden", "8", "--epochs", "12", "--patience", "0", "--json"];
        string whole = Cli.Run([.. args, "--out", _folder.Path("whole")]).Done().Json().GetProperty("weights_sha256").GetString()!;
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        string cut = _folder.Path("cut");
        Assert.Equal(ExitCode.Cancelled, Cli.Run(stop.Token, [.. args, "--out", cut]).Code);
        JsonElement resumed = Cli.Run("train", "--config", Path.Combine(cut, "run.yaml"), "--resume", "--json").Done().Json();
        Assert.Equal(whole, resumed.GetProperty("weights_sha256").GetString());
        Assert.False(File.Exists(Path.Combine(cut, "training.checkpoint")));
    }

    [Fact]
    public void A_table_larger_than_the_memory_told_is_streamed_and_resumed_to_the_same_weights()
    {
        string rows = string.Concat(Enumerable.Range(0, 40_000).Select(i => FormattableString.Invariant($"{Math.Sin(i):R},{Math.Cos(7.0 * i):R},{Math.Sin(i) > 0.3 * Math.Cos(7.0 * i)}\n")));
        string[] args = ["train", _folder.Write("big.csv", "a,b,y\n" + rows + rows), "--target", "y", "--memory", "16MiB", "--hidden", "8", "--epochs", "2", "--batch-size", "500", "--learning-rate", "0.02", "--json"];
        Outcome whole = Cli.Run([.. args, "--out", _folder.Path("whole")]).Done();
        Assert.Contains("Rows are streamed with --memory 16MiB", whole.Error, StringComparison.Ordinal);
        Assert.Contains("80,000 rows", whole.Error, StringComparison.Ordinal);
        Assert.Contains("\nmemory: 16MiB\n", File.ReadAllText(_folder.Path("whole/run.yaml")), StringComparison.Ordinal);
        Assert.InRange(whole.Json().GetProperty("test").GetProperty("accuracy").GetDouble(), 0.9, 1);
        Assert.DoesNotContain("rows.tmp", Directory.EnumerateFiles(_folder.Path("whole")).Select(Path.GetFileName));

        string cut = _folder.Path("cut");
        using var stop = new CancellationTokenSource();
        using var seen = new StopWhenSeen("rows to train on", stop);
        var pipe = new Screen(IsInteractive: false, HasColour: false, Width: 0);
        Assert.Equal(ExitCode.Cancelled, Entry.Run([.. args, "--out", cut], new Host(TextWriter.Null, seen, pipe, pipe, stop.Token)));
        Outcome resumed = Cli.Run("train", "--config", Path.Combine(cut, "run.yaml"), "--threads", "1", "--resume", "--json").Done();
        Assert.Equal(whole.Json().GetProperty("weights_sha256").GetString(), resumed.Json().GetProperty("weights_sha256").GetString());
    }

    [Theory]
    [InlineData(10, 100, 0)]
    [InlineData(60, 100, 0)]
    [InlineData(61, 100, 16)]
    [InlineData(61, 64, 16)]
    public void A_table_that_needs_more_than_three_fifths_of_the_memory_gets_a_power_of_two_below_a_quarter_of_it(long needed, long available, long chosen) =>
        Assert.Equal(chosen << 30, Training.MemoryChoice.For(needed << 30, available << 30));

    public void Dispose() => _folder.Dispose();

    private sealed class StopWhenSeen(string text, CancellationTokenSource stop) : StringWriter
    {
        public override void Write(string? value)
        {
            base.Write(value);
            if (ToString().Contains(text, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
