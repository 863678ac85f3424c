using System.Diagnostics;
using System.Globalization;

namespace Glia.Cli.Tests;

/// <summary>The command as a process of its own, as people start it.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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

    public void Dispose() => _folder.Dispose();

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
            }

            Task.WaitAll(output, error);
            return new Outcome(process.ExitCode, output.Result, error.Result);
        }
    }
}
