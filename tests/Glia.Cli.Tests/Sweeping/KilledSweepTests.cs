using System.Diagnostics;
using System.Text.Json;
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

    public void Dispose() => _folder.Dispose();

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
