using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

public sealed class SweepCommandTests : IDisposable
{
    private readonly Folder _folder = new();

    [Theory]
    [InlineData("random")]
    [InlineData("halving")]
    [InlineData("tpe")]
    public void Numbers_do_not_depend_on_how_many_train_at_once_and_the_best_is_repeated_by_train_to_the_bit(string method)
    {
        string space = Space(method, trials: 14);
        JsonElement one = Sweep(space, "one", "--jobs", "1"), four = Sweep(space, "four", "--jobs", "4");
        Assert.Equal(Numbers(one), Numbers(four));
        Assert.Equal(14, one.GetProperty("trials").GetArrayLength());
        JsonElement best = one.GetProperty("trials")[0].GetProperty("fits")[0];
        JsonElement trained = Cli.Run("train", "--config", one.GetProperty("best").GetString()!, "--json").Done().Json();
        Assert.Equal(best.GetProperty("weights_sha256").GetString(), trained.GetProperty("weights_sha256").GetString());
        Assert.Equal(best.GetProperty("test").GetProperty("accuracy").GetDouble(), trained.GetProperty("test").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void Run_twice_it_trains_nothing_and_says_the_same()
    {
        string space = Space("random", trials: 5);
        JsonElement first = Sweep(space, "out"), second = Sweep(space, "out");
        Assert.Equal(first.ToString(), second.ToString());
        Outcome third = Cli.Run("sweep", space, "--out", _folder.Path("out"));
        Assert.Contains("5 trainings done before", third.Done().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void More_trials_keep_those_that_are_done()
    {
        JsonElement few = Sweep(Space("tpe", trials: 11), "out"), more = Sweep(Space("tpe", trials: 13), "out");
        Assert.Equal(13, more.GetProperty("trainings").GetInt32());
        Assert.Equal(Numbers(few).Order(StringComparer.Ordinal), Numbers(more).Where(line => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) < 11).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Shards_joined_are_the_whole_sweep()
    {
        string space = Space("random", trials: 7);
        JsonElement whole = Sweep(space, "whole");
        for (int shard = 0; shard < 3; shard++)
        {
            Outcome missing = Cli.Run("sweep", "merge", space, "--out", _folder.Path("parts"));
            Assert.Equal(ExitCode.Failed, missing.Code);
            Sweep(space, "parts", "--shard", $"{shard}/3");
        }

        Sweep(space, "parts", "--shard", "1/3");
        JsonElement merged = Cli.Run("sweep", "merge", space, "--out", _folder.Path("parts"), "--json").Done().Json();
        Assert.Equal(Numbers(whole), Numbers(merged));
        JsonElement again = Cli.Run("sweep", "merge", space, "--out", _folder.Path("parts"), "--json").Done().Json();
        Assert.Equal(merged.ToString(), again.ToString());
    }

    [Fact]
    public void Halving_gives_the_best_third_three_times_the_epochs()
    {
        JsonElement json = Sweep(Space("halving", trials: 9), "out");
        int[] epochs = [.. json.GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("epochs").GetInt32())];
        Assert.Equal([18, 6, 6, 2, 2, 2, 2, 2, 2], epochs);
        Assert.Equal(9 + 3 + 1, json.GetProperty("trainings").GetInt32());
    }

    /// <summary>Where rates from useless to good are searched, TPE puts its later trials into the better half far more often than chance would.</summary>
    [Fact]
    public void Tpe_looks_where_it_was_good()
    {
        string space = _folder.Write("rates.yaml", $"""
            data: {Cli.Sample("iris.csv")}
            target: target
            hidden: [8]
            epochs: 15
            sweep: {"{"} method: tpe, trials: 34, metric: log_loss {"}"}
            space:
              learning_rate: {"{"} log: [0.00001, 0.1] {"}"}
            """);
        JsonElement json = Sweep(space, "out");
        double[] rates = [.. json.GetProperty("trials").EnumerateArray().OrderBy(trial => trial.GetProperty("trial").GetInt32())
            .Select(trial => double.Parse(trial.GetProperty("settings").GetProperty("learning_rate").GetString()!, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.True(rates[10..].Count(rate => rate > 0.001) >= 18, string.Join(' ', rates));
    }

    [Fact]
    public void A_leaderboard_and_a_row_a_training()
    {
        string space = Space("random", trials: 4);
        Outcome text = Cli.Run("sweep", space, "--out", _folder.Path("out"), "--top", "2").Done();
        Assert.Contains("validation accuracy", text.Out, StringComparison.Ordinal);
        Assert.Contains("glia train --config", text.Error, StringComparison.Ordinal);
        string[] rows = Cli.Run("sweep", space, "--out", _folder.Path("out"), "--csv").Done().Out.TrimEnd('\n').Split('\n');
        Assert.Equal(1 + 4, rows.Length);
        Assert.StartsWith("trial,learning_rate,hidden,activation,batch_size,dropout,most_epochs,seed,validation_accuracy,", rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_it_ends_with_130_and_goes_on()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        string space = Space("tpe", trials: 12);
        Outcome stopped = Cli.Run(stop.Token, "sweep", space, "--out", _folder.Path("out"));
        Assert.Equal(ExitCode.Cancelled, stopped.Code);
        Assert.Equal(12, Sweep(space, "out").GetProperty("trainings").GetInt32());
    }

    [Fact]
    public void Results_of_another_space_are_not_mixed_in()
    {
        Sweep(Space("random", trials: 2), "out");
        Outcome other = Cli.Run("sweep", Space("random", trials: 2, epochs: 19), "--out", _folder.Path("out"));
        Assert.Equal(ExitCode.WrongUsage, other.Code);
        Assert.Contains("another sweep", other.Error, StringComparison.Ordinal);
    }

    /// <summary>A first try that failed leaves no result; who mends the table's name of the target goes on in the same folder.</summary>
    [Fact]
    public void A_sweep_that_failed_at_once_does_not_keep_the_folder_from_the_mended_one()
    {
        string wrong = _folder.Write("wrong.yaml", File.ReadAllText(Space("random", trials: 2)).Replace("target: target", "target: tarjet", StringComparison.Ordinal));
        Outcome failed = Cli.Run("sweep", wrong, "--out", _folder.Path("out"));
        Assert.Equal(ExitCode.Failed, failed.Code);
        Assert.Contains("Did you mean 'target'?", failed.Error, StringComparison.Ordinal);
        Assert.Equal(2, Sweep(Space("random", trials: 2), "out").GetProperty("trainings").GetInt32());
    }

    [Fact]
    public void A_folder_without_shards_is_not_made()
    {
        Outcome outcome = Cli.Run("sweep", "merge", Space("random", trials: 2), "--out", _folder.Path("none"));
        Assert.Equal(ExitCode.Failed, outcome.Code);
        Assert.Contains("no such folder", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path("none")));
    }

    [Theory]
    [InlineData("'space' is missing", "target: target\n")]
    [InlineData("space.yaml:4:3: There is no setting 'learning_rat'", "target: target\nspace:\n  learning_rat: {log: [1, 2]}\n")]
    [InlineData("begins above 0", "target: target\nspace:\n  learning_rate: {log: [0, 2]}\n")]
    [InlineData("the smaller first", "target: target\nspace:\n  learning_rate: {log: [2, 1]}\n")]
    [InlineData("one of linear, log, int, log_int, choice is wanted, 'logg'", "target: target\nspace:\n  learning_rate: {logg: [1, 2]}\n")]
    [InlineData("whole numbers are wanted", "target: target\nspace:\n  batch_size: {int: [1.5, 2]}\n")]
    [InlineData("two or more different values", "target: target\nspace:\n  activation: {choice: [relu]}\n")]
    [InlineData("cannot be compared", "target: target\nspace:\n  seed: {int: [1, 2]}\n")]
    [InlineData("'sweep' knows no 'trails'", "target: target\nsweep: {trails: 3}\nspace:\n  l2: {log: [0.001, 1]}\n")]
    [InlineData("from 1 to 1000000 is wanted, '0'", "target: target\nsweep: {trials: 0}\nspace:\n  l2: {log: [0.001, 1]}\n")]
    [InlineData("gives out the epochs itself", "target: target\nsweep: {method: halving}\nspace:\n  epochs: {int: [1, 9]}\n")]
    [InlineData("dropout", "target: target\nspace:\n  dropout: {linear: [0, 1.5]}\n")]
    [InlineData("'target' is missing", "space:\n  l2: {log: [0.001, 1]}\n")]
    public void Wrong_usage_is_named(string message, string yaml)
    {
        string path = _folder.Write("space.yaml", $"data: {Cli.Sample("iris.csv")}\n{yaml}");
        Outcome outcome = Cli.Run("sweep", path, "--out", _folder.Path("out"));
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Out);
        Assert.False(Directory.Exists(_folder.Path("out")));
    }

    [Theory]
    [InlineData("4/4")]
    [InlineData("-1/4")]
    [InlineData("1")]
    public void A_shard_that_is_none_is_refused(string shard)
    {
        Outcome outcome = Cli.Run("sweep", Space("random", trials: 2), "--out", _folder.Path("out"), "--shard", shard);
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains("--shard wants INDEX/COUNT", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_none_is_refused()
    {
        Directory.CreateDirectory(_folder.Path("out"));
        File.WriteAllText(Path.Combine(_folder.Path("out"), "sweep.db"), new string('x', 5000));
        Outcome outcome = Cli.Run("sweep", Space("random", trials: 2), "--out", _folder.Path("out"));
        Assert.Equal(ExitCode.Failed, outcome.Code);
        Assert.Contains("sweep.db", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private JsonElement Sweep(string space, string folder, params string[] more) => Cli.Run(["sweep", space, "--out", _folder.Path(folder), "--json", .. more]).Done().Json();

    private string Space(string method, int trials, int epochs = 18) => _folder.Write("space.yaml", $$"""
        data: {{Cli.Sample("iris.csv")}}
        target: target
        epochs: {{epochs}}
        sweep: { method: {{method}}, trials: {{trials}}, min_epochs: 2 }
        space:
          learning_rate: { log: [0.0001, 0.1] }
          hidden: { choice: [[8], [6, 4], []] }
          activation: { choice: [relu, tanh] }
          batch_size: { log_int: [8, 64] }
          dropout: { linear: [0, 0.3] }
        """);

    /// <summary>All but the seconds.</summary>
    private static string[] Numbers(JsonElement json) =>
    [
        .. json.GetProperty("trials").EnumerateArray().Select(trial =>
            $"{trial.GetProperty("trial")} {trial.GetProperty("settings")} {trial.GetProperty("epochs")} {trial.GetProperty("validation")} {trial.GetProperty("test")} "
            + string.Join(',', trial.GetProperty("fits").EnumerateArray().Select(fit => fit.GetProperty("weights_sha256").GetString()))),
    ];
}
