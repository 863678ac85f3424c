using System.Globalization;
using Glia.Benchmarks.Comparison;
using Glia.Kernels.Activations;
using Glia.Verification;

namespace Glia.Tools.Accuracy;

/// <summary>Verifies functions one after the other, fast variants included, and records each in benchmarks/results/accuracy.json.</summary>
internal static class AccuracyCommand
{
    /// <summary>What to type.</summary>
    public const string Line = "dotnet run -c Release --project tools/Glia.Tools -- accuracy";

    private const long Floats = 1L << 32;
    private const int Dense = 100_000;

    /// <summary>Runs the command.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="arguments">Names; all functions without. --sample N: about so many floats. --missing: only functions whose record is missing, stale or of fewer
    /// floats, and of these only other formats and parameters where nothing else has changed.</param>
    /// <returns>0 where everything is as promised, 1 where something is not, 130 after Ctrl+C.</returns>
    public static int Run(string root, IReadOnlyList<string> arguments)
    {
        using var cancel = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancel.Cancel();
        };
        var results = AccuracyResults.Load(root);
        (IReadOnlyList<ActivationInfo> functions, long? sample, bool missing) = Read(arguments);
        bool isKept = true;
        foreach (ActivationInfo info in functions)
        {
            long stride = Floats / (sample ?? Floats);
            AccuracyRecord? known = results.Find(info.Name);
            bool onlyOthers = false;
            if (missing && known?.Stride <= stride && AccuracyRecord.WhyStale(info, known, out onlyOthers) is null)
            {
                continue;
            }

            AccuracyRecord record = onlyOthers ? known!.WithOthers(Verify(info, Floats, Dense, cancel.Token).Result) : Verify(info, stride, (int)Math.Min(Dense, sample ?? Dense), cancel.Token);
            if (cancel.IsCancellationRequested)
            {
                Console.Error.WriteLine($"stopped in {info.Name}; what was finished is recorded. For the rest: {Line} --missing");
                return 130;
            }

            results.Save(record);
            isKept &= (record.IsRight && record.IsFastWithin && record.AreOthersWithin) || record.Result.NotCovered is not null;
            Console.WriteLine(Summary(record));
        }

        return isKept ? 0 : 1;
    }

    private static (IReadOnlyList<ActivationInfo> Functions, long? Sample, bool Missing) Read(IReadOnlyList<string> arguments)
    {
        var names = new List<string>();
        long? sample = null;
        bool missing = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--missing":
                    missing = true;
                    break;
                case "--sample" when i + 1 < arguments.Count && long.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out long floats) && floats is >= 1 and <= Floats:
                    sample = floats;
                    i++;
                    break;
                case var name when AccuracyResults.Verifiable.Any(info => info.Name == name):
                    names.Add(name);
                    break;
                default:
                    throw new GliaException($"'{arguments[i]}' is no function that can be verified, nor --missing, nor --sample with a number of floats; usage: {Line} [NAME]... [--sample N] [--missing]");
            }
        }

        return ([.. AccuracyResults.Verifiable.Where(info => names.Count == 0 || names.Contains(info.Name, StringComparer.Ordinal))], sample, missing);
    }

    private static AccuracyRecord Verify(ActivationInfo info, long stride, int dense, CancellationToken cancel)
    {
        ProofResult result = ActivationProof.Run(ActivationCatalog.Parse(info.Name), new ProofOptions { Stride = stride, Fast = true, Dense = dense }, progress: null, cancel);
        return new(info.Name, stride, Environment.ProcessorCount, Machine.Name, result with { Seconds = Math.Round(result.Seconds, 1) });
    }

    private static string Summary(AccuracyRecord record) => record.Result.NotCovered is { } reason
        ? $"{record.Name}: not covered. {reason}"
        : string.Create(CultureInfo.InvariantCulture, $"{record.Name}: {record.Result.Inputs} inputs, {(record.IsRight ? "right" : "NOT RIGHT")}{(record.IsFastWithin ? "" : ", fast variant BEYOND its bound")}{(record.AreOthersWithin ? "" : ", other parameters or formats BEYOND their bounds")}, {record.Result.Seconds:0.0} s");
}
