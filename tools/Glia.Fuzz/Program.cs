using System.Diagnostics;
using System.Globalization;
using Glia;
using Glia.Fuzz;

// --reader NAME|all --minutes N [--seed N] searches; --replay reads the committed corpus; loop is what a search runs in a process of its own.
const string Usage = "usage: dotnet run -c Release --project tools/Glia.Fuzz -- --reader NAME|all --minutes N [--seed N] | --replay";
try
{
    switch (args)
    {
        case ["--replay"]:
            return Replay();
        case ["--reader", var name, "--minutes", var minutes, .. var rest] when double.TryParse(minutes, CultureInfo.InvariantCulture, out double time) && rest is [] or ["--seed", _]:
            return Named(name).Sum(reader => SearchIn(reader, time, rest is [_, var told] ? told : "1")) == 0 ? 0 : 1;
        case ["loop", var name, var minutes, var seed, var corpus, var input]:
            Environment.CurrentDirectory = corpus;
            new Search(Named(name).Single(), input).Run(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), ulong.Parse(seed, CultureInfo.InvariantCulture));
            return 0;
        default:
            await Console.Error.WriteLineAsync(Usage + "\nreaders: " + string.Join(", ", Readers.All.Select(reader => reader.Name)));
            return 2;
    }
}
catch (GliaException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

static IReadOnlyList<Reader> Named(string name) => name == "all" ? Readers.All : Readers.All.Where(reader => reader.Name == name).ToArray() is { Length: 1 } one
    ? one
    : throw new GliaException($"There is no reader '{name}'; there are: {string.Join(", ", Readers.All.Select(reader => reader.Name))}.");

// Runs the loop beside; where the process dies or hangs, the input that it had is the finding.
static int SearchIn(Reader reader, double minutes, string seed)
{
    using var copy = new Instrumented(reader);
    string input = copy.Input(reader);
    var start = new ProcessStartInfo("dotnet", [copy.Program, "loop", reader.Name, minutes.ToString(CultureInfo.InvariantCulture), seed, Corpus.Root(), input]);
    using Process process = Process.Start(start) ?? throw new GliaException("dotnet cannot be started.");
    while (!process.WaitForExit(TimeSpan.FromSeconds(5)))
    {
        if (File.Exists(input) && DateTime.UtcNow - File.GetLastWriteTimeUtc(input) > TimeSpan.FromSeconds(60))
        {
            process.Kill();
            process.WaitForExit();
            Console.WriteLine($"FOUND {Corpus.Keep(reader, File.ReadAllBytes(input), "hang-")}: no answer for a minute");
            return 1;
        }
    }

    if (process.ExitCode != 0)
    {
        Console.WriteLine($"FOUND {Corpus.Keep(reader, File.ReadAllBytes(input), "crash-")}: the process ended with exit code {process.ExitCode}");
    }

    return process.ExitCode;
}

static int Replay()
{
    string input = Path.GetTempFileName();
    int wrong = 0;
    foreach (Reader reader in Readers.All)
    {
        foreach (string path in Corpus.Files(reader))
        {
            if (Attempt.Of(reader, File.ReadAllBytes(path), input + reader.Extension).Fault is { } fault)
            {
                wrong++;
                Console.WriteLine($"{path}: {fault}");
            }
        }
    }

    return wrong == 0 ? 0 : 1;
}
