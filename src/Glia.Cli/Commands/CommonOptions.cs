using System.CommandLine;

namespace Glia.Cli.Commands;

/// <summary>Options and arguments that several commands share, under one name and with one meaning.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on standard output" };

    /// <summary>How many trainings run at once.</summary>
    public static Option<int> Jobs() => new("--jobs") { Description = "Trainings at once, one thread each; 0: one a processor. The numbers do not depend on it", HelpName = "COUNT" };

    /// <summary>What <see cref="Jobs"/> means on this machine.</summary>
    public static int Cores(int jobs) => jobs switch
    {
        0 => Environment.ProcessorCount,
        > 0 => jobs,
        _ => throw new UsageException($"--jobs takes a count from 0 up, not {jobs}."),
    };

    /// <summary>Seconds for proofs that no input in the box of the data makes a unit fire.</summary>
    public static Option<double> Certify()
    {
        var option = new Option<double>("--certify")
        {
            Description = "Seconds for proving of units that look dead that no input in the ranges of the data makes them fire; 0: none",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 2,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out double seconds) && !(seconds >= 0 && double.IsFinite(seconds)))
            {
                result.AddError($"--certify takes seconds from 0 up, not {result.Tokens[0].Value}.");
            }
        });
        return option;
    }

    /// <summary>Other inputs than those of the data that proofs are to hold for.</summary>
    public static Option<string?> Ranges() => new("--ranges")
    {
        Description = "A table with the columns of the data whose rows span the inputs that proofs are to hold for: lowest and highest numbers, categories that may occur; otherwise the data's own",
        HelpName = "FILE",
    };

    public static Argument<string> Model() => new("model") { Description = "A model: model.onnx or model.glia of a run, or the folder of the run" };

    public static Argument<string> Data() => new("data") { Description = "A table: CSV (also .gz), Parquet, Arrow, .npy, .npz, SQLite or DuckDB" };
}
