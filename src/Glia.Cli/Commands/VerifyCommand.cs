using System.CommandLine;
using System.Globalization;
using System.Text;
using Glia.Cli.Output;
using Glia.Cli.Terminal;
using Glia.Kernels.Activations;
using Glia.Verification;

namespace Glia.Cli.Commands;

/// <summary>Proves on all floats, or on a sample, that activation functions give the correctly rounded value and slope.</summary>
internal static class VerifyCommand
{
    private const long Floats = 1L << 32;

    /// <summary>What is tried of other parameters and of float64, also where all floats are.</summary>
    private const int Dense = 100_000;

    public static Command Build(Host host)
    {
        var name = new Argument<string?>("name") { Description = "One function, with parameters if wanted: \"name(parameter=0.1)\"; all without it", Arity = ArgumentArity.ZeroOrOne };
        var sample = new Option<long?>("--sample") { Description = "Try about so many floats, evenly spread, instead of all 2³²", HelpName = "N" };
        var seed = new Option<long>("--seed") { Description = "Which floats the sample takes", HelpName = "N" };
        var threads = new Option<int>("--threads") { Description = "Threads; one per processor unless told", HelpName = "N" };
        var fast = new Option<bool>("--fast") { Description = "Measure the fast variants in the same pass, too" };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Proves value and slope of activation functions correct, against their formulas in arbitrary precision") { name, sample, seed, threads, fast, json };
        command.SetAction(parsed =>
        {
            ProofOptions options = Options(parsed.GetValue(sample), parsed.GetValue(seed), parsed.GetValue(threads)) with { Fast = parsed.GetValue(fast) };
            IReadOnlyList<Activation> functions = parsed.GetValue(name) is { } text ? [Parse(text)] : [.. ActivationCatalog.All.Select(info => ActivationCatalog.Parse(info.Name))];
            List<ProofResult> results = Run(host, functions, options);
            host.Out.Write(parsed.GetValue(json) ? JsonText.Build(writer => VerifyJson.Write(writer, results)) : Table(results, host.OutScreen));
            return host.Cancel.IsCancellationRequested ? ExitCode.Cancelled : results.All(result => result.IsProved || (functions.Count > 1 && result.NotCovered is not null)) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static ProofOptions Options(long? sample, long seed, int threads)
    {
        if (sample is < 1 or > Floats)
        {
            throw new UsageException($"--sample is {sample}; it must be between 1 and {Floats}.");
        }

        if (seed < 0 || threads < 0)
        {
            throw new UsageException(seed < 0 ? $"--seed is {seed}; it must not be negative." : $"--threads is {threads}; it must not be negative.");
        }

        long stride = Floats / (sample ?? Floats);
        return new ProofOptions { Stride = stride, Offset = seed % stride, Threads = threads, Dense = (int)Math.Min(sample ?? Dense, Dense) };
    }

    private static Activation Parse(string text) =>
        ActivationCatalog.TryParse(text, out Activation? activation, out string? error) ? activation : throw new UsageException(error);

    private static List<ProofResult> Run(Host host, IReadOnlyList<Activation> functions, ProofOptions options)
    {
        var results = new List<ProofResult>();
        foreach (Activation function in functions)
        {
            using var line = new ProofLine(host, $"{function.Info.Name} ({results.Count + 1} of {functions.Count})");
            results.Add(ActivationProof.Run(function, options, line, host.Cancel));
            if (host.Cancel.IsCancellationRequested)
            {
                host.Say("glia: stopped; below is what was found so far.");
                break;
            }
        }

        return results;
    }

    private static string Table(List<ProofResult> results, Screen screen)
    {
        var table = new TextTable("function", "quantity", "compared", "misrounded", "max ulp", "seconds", "worst")
        {
            Numbers = { "compared", "misrounded", "max ulp", "seconds" },
        };
        foreach (ProofResult result in results)
        {
            string function = result.Function;
            string seconds = result.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
            foreach ((string quantity, QuantityResult seen) in result.Quantities)
            {
                table.Add(function, quantity, Count(seen.Compared), Count(seen.Misrounded), Ulp(seen.MaxUlp), seconds, Worst(seen));
                function = seconds = "";
            }
        }

        var text = new StringBuilder(table.Write(screen.Width));
        foreach (ProofResult result in results.Where(result => result.Contradictions.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Function}: {string.Join(" ", result.Contradictions)}\n");
        }

        foreach (ProofResult result in results.Where(result => result.Quantities.Values.Any(seen => seen.Unknown > 0)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Function}: {Count(result.Quantities.Values.Sum(seen => seen.Unknown))} results could not be judged.\n");
        }

        foreach (ProofResult result in results.Where(result => result.NotCovered is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Function}: not covered. {result.NotCovered}\n");
        }

        int proved = results.Count(result => result.IsProved);
        return text.Append(CultureInfo.InvariantCulture, $"\n{proved} of {results.Count(result => result.NotCovered is null)} as promised.\n").ToString();
    }

    private static string Worst(QuantityResult seen) => seen.WorstInput is null ? ""
        : $"x = {seen.WorstInputText} ({seen.WorstInputBits}): {seen.WorstResultText}, should be {seen.WorstExpectedText}{(seen.WorstFunction is { } at ? $", {at}" : "")}";

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>Five digits after the point: 0.50001 is no 0.5.</summary>
    private static string Ulp(double ulp) => ulp.ToString("0.#####", CultureInfo.InvariantCulture);
}

/// <summary>How far one function is: a line that is written over in a terminal, nothing in a log.</summary>
internal sealed class ProofLine(Host host, string what) : IProgress<ProofProgress>, IDisposable
{
    private int _percent = -1;

    public void Report(ProofProgress value)
    {
        int percent = (int)(100 * value.Done);
        lock (host)
        {
            if (host.ErrorScreen.IsInteractive && percent > _percent)
            {
                _percent = percent;
                host.Error.Write($"\r\u001b[K{what}: {percent} %");
            }
        }
    }

    public void Dispose()
    {
        if (_percent >= 0)
        {
            host.Error.Write("\r\u001b[K");
        }
    }
}
