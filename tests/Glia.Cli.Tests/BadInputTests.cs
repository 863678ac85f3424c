using System.Text;
using Glia.Cli.Tests.Commands;

namespace Glia.Cli.Tests;

/// <summary>Whatever is given: one clear message, exit code 1 or 2, no trace of a stack, nothing left behind.</summary>
public sealed class BadInputTests(PenguinRun run) : IClassFixture<PenguinRun>, IDisposable
{
    private readonly Folder _folder = new();

    private static string Good => "a,b,y\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"{i},{i * 7 % 5},c{i % 2}\n"));

    public static TheoryData<string, string, string> Tables => new()
    {
        { "empty file", "", "empty" },
        { "header only", "a,b,y\n", "no row" },
        { "one class", "a,y\n1,x\n2,x\n3,x\n4,x\n", "'x' in every row" },
        { "ragged rows", "a,b,y\n1,2,x\n1,2,3,z\n1,3,y\n", "line 3" },
        { "quotes never closed", "a,y\n1,\"x\n2,y\n3,z\n", "line 2" },
        { "infinite number", Good + "1e999,1,c1\n", "line 42" },
        { "every column constant or missing", "k,m,y\n7,,a\n7,,b\n7,,a\n7,,b\n", "no column is left" },
        { "target always missing", "a,y\n1,\n2,\n", "missing in every row" },
        { "more classes than rows allow", "a,y\n1,p\n2,q\n3,r\n4,s\n", "4 classes in 4 rows" },
        { "target not there", "a,yy\n1,p\n2,q\n", "'yy'" },
        { "same column twice", "a,a,y\n1,2,p\n2,3,q\n", "'a'" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_that_cannot_be_learned_from(string what, string table, string expected)
    {
        string path = _folder.Write("table.csv", table);
        Refused(Cli.Run("train", path, "--target", "y", "--out", _folder.Path("out")), 1, expected, what);
        Assert.Equal(["table.csv"], _folder.Names());
    }

    [Fact]
    public void A_file_that_is_not_there()
    {
        Refused(Cli.Run("train", _folder.Path("none.csv"), "--target", "y", "--out", _folder.Path("out")), 1, "none.csv", "missing file");
        Refused(Cli.Run("predict", _folder.Path("none.glia"), Cli.Sample("iris.csv")), 1, "none.glia", "missing model");
        Refused(Cli.Run("predict", run.Out, _folder.Path("none.csv")), 1, "none.csv", "missing table");
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void A_text_where_a_number_was_declared()
    {
        string path = _folder.Write("table.csv", Good + "hello,1,c1\n");
        Refused(Cli.Run("train", path, "--target", "y", "--column", "a=number", "--out", _folder.Path("out")), 1, "line 42, column 1 'a'", "text for a number");
        Assert.Equal(["table.csv"], _folder.Names());
    }

    [Fact]
    public void Bytes_that_are_not_utf8()
    {
        string path = _folder.Write("table.csv", [.. "a,y\n1,caf"u8, 0xE9, .. "\n2,b\n"u8]);
        Refused(Cli.Run("train", path, "--target", "y", "--out", _folder.Path("out")), 1, "0xE9", "bytes");
        Refused(Cli.Run("predict", run.Out, path), 1, "0xE9", "bytes at predict time");
        Assert.Equal(["table.csv"], _folder.Names());
    }

    /// <summary>One slip makes a column of numbers one of texts; which one is said.</summary>
    [Fact]
    public void A_slip_among_numbers_is_named()
    {
        string rows = string.Concat(Enumerable.Range(1, 60).Select(i => $"{i / 7.0},{i * i},c{i % 2}\n"));
        string path = _folder.Write("table.csv", "a,b,y\n" + rows + "4..5,3,c1\n");
        Outcome outcome = Cli.Run("train", path, "--target", "y", "--epochs", "2", "--hidden", "4", "--out", _folder.Path("out")).Done();
        Assert.Contains("column 'a' is not used: 61 different texts in 61 rows: a name or free text, not a category; all but '4..5' are numbers", outcome.Error, StringComparison.Ordinal);
        Refused(Cli.Run("train", path, "--target", "a", "--out", _folder.Path("none")), 1, "all but '4..5' are numbers", "a slip in the target");
    }

    /// <summary>A column of numbers that repeat becomes a category by one slip: the terminal says so.</summary>
    [Fact]
    public void A_slip_that_makes_a_category_of_numbers_is_said()
    {
        string rows = string.Concat(Enumerable.Range(1, 300).Select(i => $"{(i == 41 ? "n/a?" : $"{i % 60}")},{i * i},c{i % 2}\n"));
        string path = _folder.Write("table.csv", "a,b,y\n" + rows);
        Outcome outcome = Cli.Run("train", path, "--target", "y", "--epochs", "2", "--hidden", "4", "--out", _folder.Path("out")).Done();
        Assert.Contains($"Note: 'a' holds numbers in 299 of 300 rows, but not in all, so it is taken for a category: the first text among them is 'n/a?' ({path}, line 42).", outcome.Error, StringComparison.Ordinal);
        Outcome mended = Cli.Run("train", path, "--target", "y", "--missing", "n/a?", "--epochs", "2", "--hidden", "4", "--out", _folder.Path("mended")).Done();
        Assert.DoesNotContain("n/a?", mended.Error, StringComparison.Ordinal);
    }

    /// <summary>Only two classes have a threshold. Told for anything else, it is refused rather than left without effect, wherever a network is fitted.</summary>
    [Theory]
    [InlineData("species", "'species' has 3 classes")]
    [InlineData("body_mass_g", "'body_mass_g' holds numbers")]
    public void A_threshold_where_no_two_classes_are(string target, string expected)
    {
        string[] asked = [Cli.Sample("penguins.csv"), "--target", target, "--threshold", "0.3"];
        foreach (string[] command in (string[][])[["train", .. asked, "--out", _folder.Path("out")], ["lr-find", .. asked], ["compare", .. asked, "--activations", "relu,tanh"]])
        {
            Outcome outcome = Cli.Run(command);
            Assert.Equal(ExitCode.Failed, outcome.Code);
            Assert.Empty(outcome.Out);
            Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
            Assert.Contains("glia: threshold is 0.3", outcome.Error, StringComparison.Ordinal);
            Assert.Contains("Leave threshold out", outcome.Error, StringComparison.Ordinal);
        }

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void A_decimal_comma_at_predict_time_is_recognised()
    {
        string row = "island;bill_length_mm;bill_depth_mm;flipper_length_mm;body_mass_g;sex;year\nBiscoe;46,1;13,2;211;4500;;2007\n";
        string path = _folder.Write("table.csv", row);
        Refused(Cli.Run("predict", run.Out, path), 1, "column 2 'bill_length_mm': a number is needed here, but '46,1' was read; it looks like one with a decimal comma", "comma");
        Cli.Run("predict", run.Out, path, "--decimal-mark", ",").Done();
    }

    [Fact]
    public void A_folder_where_a_file_is_written() =>
        Refused(Cli.Run("predict", run.Out, Cli.Sample("penguins.csv"), "--out", Path.GetDirectoryName(_folder.Write("file", ""))!), 1, "it is a folder; name a file.", "folder");

    [Fact]
    public void Constant_and_empty_columns_are_left_out_and_said()
    {
        string path = _folder.Write("table.csv", "a,k,m,y\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"{i},7,,c{i % 2}\n")));
        Outcome outcome = Cli.Run("train", path, "--target", "y", "--epochs", "2", "--hidden", "4", "--out", _folder.Path("out")).Done();
        Assert.Contains("column 'k' is not used: is constant", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("column 'm' is not used: is missing", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "slow")]
    public void A_hundred_thousand_columns()
    {
        const int columns = 100_000;
        var table = new StringBuilder().AppendJoin(',', Enumerable.Range(0, columns).Select(i => $"c{i}")).Append(",y\n");
        for (int row = 0; row < 8; row++)
        {
            table.AppendJoin(',', Enumerable.Range(0, columns).Select(i => (i + row) % 3)).Append(row % 2 == 0 ? ",p\n" : ",q\n");
        }

        string path = _folder.Write("table.csv", table.ToString());
        Cli.Run("train", path, "--target", "y", "--epochs", "2", "--hidden", "4", "--out", _folder.Path("out")).Done();
        Assert.True(new FileInfo(_folder.Path("out/report.html")).Length < 1_000_000);
    }

    [Theory]
    [InlineData("model.glia")]
    [InlineData("model.onnx")]
    public void A_model_cut_in_half(string name)
    {
        byte[] whole = File.ReadAllBytes(run.File(name));
        string half = _folder.Write(name, whole[..(whole.Length / 2)]);
        foreach (string command in (string[])["predict", "evaluate", "diagnose"])
        {
            Refused(Cli.Run(command, half, Cli.Sample("penguins.csv")), 1, name, command);
        }
    }

    [Fact]
    public void A_table_given_as_a_model() => Refused(Cli.Run("predict", Cli.Sample("iris.csv"), Cli.Sample("iris.csv")), 1, "iris.csv", "table as model");

    [Fact]
    public void A_table_with_other_columns_at_predict_time()
    {
        foreach (string command in (string[])["predict", "evaluate", "diagnose"])
        {
            Refused(Cli.Run(command, run.Out, Cli.Sample("iris.csv")), 1, "column", command);
        }
    }

    [Fact]
    public void A_checkpoint_that_is_not_there_to_go_on_from()
    {
        Refused(Cli.Run("train", Cli.Sample("iris.csv"), "--target", "target", "--resume", "--out", _folder.Path("out")), 1, "training.checkpoint", "resume");
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void A_folder_that_cannot_be_made()
    {
        string file = _folder.Write("file", "");
        Refused(Cli.Run("train", Cli.Sample("iris.csv"), "--target", "target", "--out", Path.Combine(file, "out")), 1, "out", "folder");
    }

    public static TheoryData<string[], string> Usages => new()
    {
        { [], "" },
        { ["trian"], "Did you mean 'train'?" },
        { ["train"], "glia train DATA --target COLUMN" },
        { ["train", "d.csv"], "--target COLUMN" },
        { ["train", "d.csv", "--target", "y", "--hiden", "3"], "Did you mean '--hidden'?" },
        { ["train", "d.csv", "--target", "y", "--epochs", "many"], "--epochs: a whole number is wanted, 'many' was given" },
        { ["train", "d.csv", "--target", "y", "--epochs", "0"], "epochs" },
        { ["train", "d.csv", "--target", "y", "--activation", "rleu"], "relu" },
        { ["train", "d.csv", "--target", "y", "--activation", "tanh,tanh"], "1 hidden layer" },
        { ["train", "d.csv", "--target", "y", "--validation", "0.6", "--test", "0.6"], "the sum of validation and test is 1.2; it has to be below 1" },
        { ["train", "d.csv", "--target", "y", "--column", "a"], "name=value" },
        { ["train", "d.csv", "--target", "y", "--column", "a=numer"], "number, category" },
        { ["train", "d.csv", "--target"], "--target" },
        { ["train", "--config", "no-such.yaml"], "no-such.yaml" },
        { ["predict"], "model" },
        { ["predict", "m", "d.csv", "--task", "guess"], "--task: one of auto, classification, binary, multiclass, regression is wanted, 'guess' was given." },
        { ["compare", "d.csv", "--target", "y", "--activations", "relu,tanh", "--seeds", "x"], "--seeds: a whole number is wanted, 'x' was given." },
        { ["compare", "d.csv", "--target", "y", "--activations", "relu,tanh", "--jobs", "-4"], "--jobs takes a count from 0 up, not -4." },
        { ["diagnose", "m", "d.csv", "--certify", "long"], "--certify: a number is wanted, 'long' was given." },
        { ["sweep", "merge"], "'glia sweep merge --help'" },
        { ["activations", "relu(slope=1)"], "relu" },
    };

    [Theory]
    [MemberData(nameof(Usages))]
    public void A_command_written_wrongly(string[] args, string expected) => Refused(Cli.Run(args), 2, expected, string.Join(' ', args));

    public void Dispose() => _folder.Dispose();

    private static void Refused(Outcome outcome, int code, string expected, string what)
    {
        Assert.True(outcome.Code == code, $"{what}: exit code {outcome.Code}, {outcome.Error}{outcome.Out}");
        Assert.Empty(outcome.Out);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", outcome.Error, StringComparison.Ordinal);
        string message = Assert.Single(outcome.Error.TrimEnd().Split('\n'), line => !line.StartsWith('\'')); // below it, where to find help
        Assert.StartsWith("glia: ", message, StringComparison.Ordinal);
    }
}
