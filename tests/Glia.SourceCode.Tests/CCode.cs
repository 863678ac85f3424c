using System.Diagnostics;

namespace Glia.SourceCode.Tests;

/// <summary>Compiles C99 with the compiler of the machine and runs it.</summary>
internal sealed class CCode : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-source-").FullName;

    /// <summary>Gets a value indicating whether there is a compiler.</summary>
    public static bool IsHere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "cc")));

    public string Compile(params (string Name, string Source)[] files)
    {
        foreach ((string name, string source) in files)
        {
            File.WriteAllText(Path.Combine(_folder, name), source);
        }

        string program = Path.Combine(_folder, "program");
        var result = Run("cc", ["-O2", "-std=c99", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror", "-pedantic", .. files.Where(f => f.Name.EndsWith(".c", StringComparison.Ordinal)).Select(f => f.Name), "-lm", "-o", program], []);
        Assert.True(result.Code == 0, result.Error[..Math.Min(result.Error.Length, 3000)]);
        return program;
    }

    public (int Code, byte[] Out, string Error) Run(string program, string[] args, byte[] input)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task send = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        });
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        send.Wait();
        return (process.ExitCode, output.ToArray(), error.Result);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
