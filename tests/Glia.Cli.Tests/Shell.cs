using System.Diagnostics;

namespace Glia.Cli.Tests;

/// <summary>A folder in which people could work: samples beside, and glia on the path.</summary>
internal sealed class Shell : IDisposable
{
    private readonly Folder _folder = new();

    public Shell()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There is no shell to type into.");
        }

        Directory.CreateSymbolicLink(_folder.Path("samples"), Repository.At("samples"));
        Directory.CreateDirectory(_folder.Path("bin"));
        string path = _folder.Write(Path.Combine("bin", "glia"), $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "glia.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public Folder Files => _folder;

    /// <summary>Runs a line as a shell does.</summary>
    public Outcome Run(string line, params (string Name, string Value)[] environment) => Run(["sh", "-c", line], environment);

    /// <summary>Runs a program with arguments.</summary>
    public Outcome Run(IReadOnlyList<string> words, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _folder.Path(".") };
        start.Environment["PATH"] = _folder.Path("bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }

    public void Dispose() => _folder.Dispose();
}
