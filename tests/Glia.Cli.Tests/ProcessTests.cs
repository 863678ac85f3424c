using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Glia.Cli.Tests;

/// <summary>The command as a process of its own, as people start it.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Folder _folder = new();

    [Fact]
    public void Prints_one_object_and_no_escape_sequence_when_redirected()
    {
        Outcome outcome = Finish(Start("train", Cli.Sample("iris.csv"), "--target", "target", "--epochs", "5", "--hidden", "4", "--out", _folder.Path("out"), "--json")).Done();
        Assert.Equal(5, outcome.Json().GetProperty("epochs").GetInt32());
        Assert.DoesNotContain('\u001b', outcome.Out + outcome.Error);
    }

    [Fact]
    public void Says_its_version_and_its_help()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+", Finish(Start("--version")).Done().Out);
        Assert.Contains("--learning-rate", Finish(Start("train", "--help")).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Interrupted_it_keeps_the_best_weights_says_where_and_ends_with_130()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There is no SIGINT to send to another process.");
        }

        Assert.SkipWhen(IgnoresInterrupts(), "This process was started with SIGINT ignored, as by nohup or by a script's &, and what it starts ignores it, too.");

        string folder = _folder.Path("out");
        Process process = Start("train", Cli.Sample("digits.csv"), "--target", "target", "--epochs", "1000000", "--patience", "0", "--out", folder);
        var clock = Stopwatch.StartNew();
        while (!File.Exists(Path.Combine(folder, "training.checkpoint")) && clock.Elapsed < Patience && !process.HasExited)
        {
            Thread.Sleep(20);
        }

        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        Outcome outcome = Finish(process);
        Assert.True(outcome.Code == ExitCode.Cancelled, $"exit code {outcome.Code}: {outcome.Error}");
        Assert.Contains(folder, outcome.Error, StringComparison.Ordinal);
        string?[] names = [.. Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
        Assert.Equal(["model.glia", "model.onnx", "report.html", "run.json", "run.yaml", "training.checkpoint"], names);
        Cli.Run("evaluate", folder, Cli.Sample("digits.csv")).Done();
    }

    private static bool IgnoresInterrupts()
    {
        const string status = "/proc/self/status", ignored = "SigIgn:";
        const ulong interrupt = 1UL << (2 - 1);
        return File.Exists(status) && (ulong.Parse(File.ReadLines(status).First(line => line.StartsWith(ignored, StringComparison.Ordinal)).AsSpan(ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & interrupt) != 0;
    }

    /// <summary>A pipe that somebody holds open and writes nothing into: no read of it ends by itself.</summary>
    [Theory]
    [InlineData("train", "--target", "species", "--out", "written")]
    [InlineData("compare", "--target", "species", "--activations", "relu,tanh")]
    [InlineData("evaluate")]
    [InlineData("predict", "--out", "written")]
    public async Task Terminated_while_it_waits_for_a_pipe_it_ends_at_once_and_leaves_nothing(string command, params string[] options)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no named pipes in the file system.");
        }

        string pipe = _folder.Path("pipe"), model = _folder.Path("model");
        using (Process made = Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        string[] data = [pipe];
        if (command is "evaluate" or "predict")
        {
            Cli.Run("train", Cli.Sample("penguins.csv"), "--target", "species", "--epochs", "1", "--hidden", "4", "--explain", "0", "--out", model).Done();
            data = [model, pipe];
        }

        string[] before = [.. Directory.EnumerateFileSystemEntries(_folder.Path("."))];
        Process process = Start([command, .. data, .. options.Select(option => option == "written" ? _folder.Path(option) : option)]);

        // Opening waits for the one who reads; so it is listening to signals then.
        CancellationToken over = TestContext.Current.CancellationToken;
        await using FileStream held = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write), over).WaitAsync(Patience, over);
        await Task.Delay(300, over);
        var clock = Stopwatch.StartNew();
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        Outcome outcome = Finish(process);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(outcome.Code == ExitCode.Cancelled, $"exit code {outcome.Code}: {outcome.Error}");
        Assert.Empty(outcome.Out);
        Assert.Contains("glia: stopped.", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(_folder.Path(".")));
    }

    /// <summary>Rows streamed from the disk, and no chance to tidy up: what was spooled is made anew, and the bits are those of a run that nobody disturbed.</summary>
    [Fact]
    public void Killed_while_rows_are_streamed_it_goes_on_to_the_same_bits()
    {
        const int Kills = 3;
        string table = _folder.Path("large.csv");
        File.WriteAllText(table, Waves(20_000));
        string whole = Hash(Cli.Run([.. Streamed(table, _folder.Path("whole")), "--json"]));
        string folder = _folder.Path("killed"), checkpoint = Path.Combine(folder, "training.checkpoint");
        Process process = Start([.. Streamed(table, folder)]);
        for (int kill = 0; kill < Kills; kill++)
        {
            DateTime known = File.Exists(checkpoint) ? File.GetLastWriteTimeUtc(checkpoint) : DateTime.MinValue;
            var clock = Stopwatch.StartNew();
            while ((!File.Exists(checkpoint) || File.GetLastWriteTimeUtc(checkpoint) == known) && clock.Elapsed < Patience && !process.HasExited)
            {
                Thread.Sleep(5);
            }

            Thread.Sleep(20 * kill);
            Assert.False(process.HasExited, "the training is over before it was killed");
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            process = Start("train", "--config", Path.Combine(folder, "run.yaml"), "--resume", "--json");
        }

        Outcome resumed = Finish(process);
        Assert.Contains("streamed", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(whole, Hash(resumed));
        Assert.Equal(["model.glia", "model.onnx", "report.html", "run.json", "run.yaml"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Streamed(string table, string folder) =>
        ["train", table, "--target", "y", "--memory", "16MiB", "--hidden", "32,32", "--epochs", "600", "--patience", "0", "--explain", "0", "--out", folder];

    private static string Hash(Outcome outcome) => outcome.Done().Json().GetProperty("weights_sha256").GetString()!;

    private static string Waves(int rows)
    {
        var text = new StringBuilder("a,b,c,d,e,f,g,h,y\n");
        for (int i = 0; i < rows; i++)
        {
            double[] x = [.. Enumerable.Range(1, 8).Select(k => Math.Sin(i * k * 0.7))];
            text.AppendJoin(',', x.Append((x[0] * x[1]) + x[2]).Select(value => value.ToString("F6", CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "glia.dll"));
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }

    private static Outcome Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                process.WaitForExit();
            }

            Task.WaitAll(output, error);
            return new Outcome(process.ExitCode, output.Result, error.Result);
        }
    }
}
