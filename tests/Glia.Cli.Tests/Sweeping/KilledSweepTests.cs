using System.Diagnostics;
using System.Text.Json;
using Glia.Cli.Sweeping;
using Microsoft.Data.Sqlite;

namespace Glia.Cli.Tests.Sweeping;

public sealed class KilledSweepTests : IDisposable
{
    private const int Kills = 3;

    private readonly Folder _folder = new();

    /// <summary>No chance to tidy up: what was done is kept, what was not is made, and the numbers are those of a sweep that nobody disturbed.</summary>
    [Theory]
    [InlineData("tpe")]
    [InlineData("halving")]
    public void Killed_it_goes_on_to_the_same_numbers(string method)
    {
        string space = _folder.Write("space.yaml", $$"""
            data: {{Cli.Sample("iris.csv")}}
            target: target
            epochs: 45
            patience: 0
            sweep: { method: {{method}}, trials: 120 }
            space:
              learning_rate: { log: [0.0003, 0.1] }
              hidden: { choice: [[16], [32], [64, 32]] }
            """);
        JsonElement whole = Cli.Run("sweep", space, "--out", _folder.Path("whole"), "--json").Done().Json();
        string database = Path.Combine(_folder.Path("killed"), "sweep.db");
        long before = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "glia.dll"), "sweep", space, "--out", _folder.Path("killed")])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            })!;
            var clock = Stopwatch.StartNew();
            while (Done(database) < before + 4 && !process.HasExited && clock.Elapsed.TotalSeconds < 60)
            {
                Thread.Sleep(5);
            }

            if (process.HasExited)
            {
                // On a busy machine the sweep may outrun who watches it; once at least it was killed.
                Assert.True(kill > 0, "the sweep is over before it was killed");
                break;
            }

            process.Kill();
            process.WaitForExit();
            Assert.True(Done(database) > before);
            before = Done(database);
        }

        before = Done(database);
        Outcome resumed = Cli.Run("sweep", space, "--out", _folder.Path("killed"), "--json").Done();
        Assert.Contains($"{before} trainings done before", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(Numbers(whole), Numbers(resumed.Json()));
    }

    /// <summary>Killed before it had a result, a sweep has no claim on its folder: one with a changed space begins there.</summary>
    [Fact]
    public void Killed_before_its_first_result_it_leaves_the_folder_to_another()
    {
        string endless = Short("long.yaml", Cli.Sample("digits.csv"), epochs: 100_000), other = Short("other.yaml", Cli.Sample("iris.csv"), epochs: 5);
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "glia.dll"), "sweep", endless, "--out", _folder.Path("out")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        string? begun = process.StandardError.ReadLine(); // said when the database is open
        process.Kill();
        process.WaitForExit();
        Assert.Contains("the same command goes on", begun, StringComparison.Ordinal);
        Assert.Equal(0, Done(Path.Combine(_folder.Path("out"), "sweep.db")));

        Assert.Equal(2, Cli.Run("sweep", other, "--out", _folder.Path("out"), "--json").Done().Json().GetProperty("trainings").GetInt32());
    }

    /// <summary>A file that an earlier version claimed and had no result for is free; of two sweeps at once the first result decides, and the other is told.</summary>
    [Fact]
    public void A_file_belongs_to_the_sweep_of_its_first_result()
    {
        Cli.Run("sweep", Short("space.yaml", Cli.Sample("iris.csv"), epochs: 5), "--out", _folder.Path("out")).Done();
        TrialFit done;
        using (var known = new SweepStore(Path.Combine(_folder.Path("out"), "sweep.db"), SweepSpace.Read(_folder.Path("space.yaml")).Identity()))
        {
            done = known.All()[0];
        }

        string database = _folder.Path("claimed.db");
        using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "create table sweep (version integer not null, identity text not null); insert into sweep values (1, 'somebody')";
            command.ExecuteNonQuery();
        }

        using var mine = new SweepStore(database, "mine");
        using var yours = new SweepStore(database, "yours");
        mine.Add(done, "accuracy");
        Assert.Contains("another sweep", Assert.Throws<UsageException>(() => yours.Add(done, "accuracy")).Message, StringComparison.Ordinal);
        Assert.Contains("another sweep", Assert.Throws<UsageException>(() => new SweepStore(database, "yours")).Message, StringComparison.Ordinal);
        Assert.Equal(1, Done(database));
    }

    public void Dispose() => _folder.Dispose();

    private string Short(string name, string data, int epochs) => _folder.Write(name, $$"""
        data: {{data}}
        target: target
        epochs: {{epochs}}
        patience: 0
        sweep: { method: random, trials: 2 }
        space:
          learning_rate: { log: [0.0003, 0.1] }
        """);

    private static long Done(string database)
    {
        if (!File.Exists(database))
        {
            return 0;
        }

        try
        {
            using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "select count(*) from fits";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    private static string[] Numbers(JsonElement json) =>
        [.. json.GetProperty("trials").EnumerateArray().Select(trial => $"{trial.GetProperty("trial")} {trial.GetProperty("settings")} {trial.GetProperty("validation")} {trial.GetProperty("fits")[0].GetProperty("weights_sha256")}")];
}
