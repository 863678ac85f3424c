using System.Diagnostics;

namespace Glia.Tools.Book;

/// <summary>
/// A folder in which the snippets of a page run: the samples, the tests' tables and what makes tables beside, <c>glia</c> on the path. <c>dotnet run … --project src/Glia.Cli --</c>
/// runs the glia that was built beside this tool, so that nothing is built meanwhile.
/// </summary>
internal sealed class Workshop : IDisposable
{
    /// <summary>Far longer than any command of a page takes; the gate runs them beside other tests.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-page-").FullName;

    public Workshop(string root)
    {
        Home = Path.Combine(_folder, "home");
        string bin = Path.Combine(_folder, "bin");
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(bin);
        foreach (string folder in (string[])["samples", "tests", "benchmarks"])
        {
            Directory.CreateSymbolicLink(Path.Combine(Home, folder), Path.Combine(root, folder));
        }

        Script(Path.Combine(bin, "glia"), $"exec '{DotNet}' '{Path.Combine(AppContext.BaseDirectory, "glia.dll")}' \"$@\"");
        Script(Path.Combine(bin, "dotnet"), $$"""
            case "$*" in *"--project src/Glia.Cli -- "*) while [ "$1" != -- ]; do shift; done; shift; exec glia "$@" ;; esac
            exec '{{DotNet}}' "$@"
            """);
    }

    /// <summary>The folder that commands run in.</summary>
    public string Home { get; }

    /// <summary>The muxer that runs this process, or the one on the path.</summary>
    public static string DotNet { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : Found("dotnet") ?? "dotnet";

    /// <summary>Where a program of this name is on the path; null where it is not.</summary>
    public static string? Found(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Runs a line as a shell does.</summary>
    public Printed Shell(string line) => Run("sh", "-c", line);

    public Printed Run(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = Home };
        start.Environment["PATH"] = Path.Combine(_folder, "bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start) ?? throw new GliaException($"{program} cannot be started.");
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            return new Printed(-1, "", $"not done after {Longest.TotalMinutes} minutes");
        }

        return new Printed(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Script(string path, string body)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

/// <summary>What a command did.</summary>
internal sealed record Printed(int Code, string Out, string Error)
{
    /// <summary>What a page shows of it: results, and what went wrong.</summary>
    public string[] Lines => (Code == 0 ? Out : Out + Error).ReplaceLineEndings("\n").Split('\n');
}
