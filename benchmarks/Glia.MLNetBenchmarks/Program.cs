using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Glia.Benchmarks.Comparison;
using Glia.MLNetBenchmarks;
using Glia.Tabular;
using Microsoft.ML;

// dotnet run -c Release --project benchmarks/Glia.MLNetBenchmarks -- [--extra FOLDER] [--only NAME]: fits every contender three times on every table, writes
// benchmarks/results/mlnet-PROCESSOR.json and docs/ml-net-compared.md. FOLDER may have letter.csv (target: the last column).
const int Repetitions = 3;
string root = Root();
string? extra = Option("--extra"), only = Option("--only");
(string Path, string Target, bool Regression)[] tables =
[
    (Sample("iris"), "target", false), (Sample("wine"), "target", false), (Sample("penguins"), "species", false), (Sample("breast_cancer"), "target", false),
    (Sample("digits"), "target", false), (Sample("concrete"), "target", true), (Sample("diabetes"), "target", true),
    .. extra is null ? Array.Empty<(string, string, bool)>() : [(Path.Combine(extra, "letter.csv"), "", false)],
];

// Everything is compiled before anything is measured.
var warm = new Problem(tables[0].Path, tables[0].Target, false);
Measure(warm, 1);
Measure(new Problem(tables[3].Path, tables[3].Target, false), 1);
Measure(new Problem(tables[5].Path, tables[5].Target, true), 1);
var results = new List<Result>();
foreach ((string path, string target, bool regression) in tables.Where(t => only is null || Path.GetFileNameWithoutExtension(t.Path) == only))
{
    string column = target.Length > 0 ? target : Table.Read(path).Columns[^1].Name;
    results.AddRange(Measure(new Problem(path, column, regression), Repetitions));
}

if (only is null)
{
    string json = JsonSerializer.Serialize(new { machine = Machine.Name, mlnet = Version(), processors = Environment.ProcessorCount, results }, new JsonSerializerOptions(JsonSerializerOptions.Web) { WriteIndented = true });
    await File.WriteAllTextAsync(Path.Combine(root, "benchmarks", "results", $"mlnet-{Machine.Short}.json"), json + "\n");
    await File.WriteAllTextAsync(Path.Combine(root, "docs", "ml-net-compared.md"), Page(results));
}

static List<Result> Measure(Problem problem, int repetitions)
{
    var results = new List<Result>();
    var context = new MLContext(seed: 1);
    (IDataView train, IDataView test) = problem.Views(context);
    foreach ((string name, IEstimator<ITransformer> estimator) in Contenders.Of(context, problem))
    {
        // The first fit fills the cache of the rows, for all alike.
        ITransformer model = estimator.Fit(train);
        double seconds = Median(repetitions, () => estimator.Fit(train));
        (string metric, double score) = Score(context, problem, model.Transform(test));
        results.Add(new Result(problem.Name, name, seconds, metric, score));
        Console.WriteLine(results[^1]);
    }

    // The same fit without ML.NET: the table is there, as the view is.
    Table table = Native(problem, train, out string label);
    FitOptions options = Contenders.Fit(problem) with
    {
        Test = 0,
        Task = problem.Task switch { TaskKind.Regression => TaskChoice.Regression, TaskKind.Binary => TaskChoice.Binary, _ => TaskChoice.Multiclass },
        Columns = table.Columns.Where(c => c.Name != label).ToDictionary(c => c.Name, _ => ColumnKind.Number, StringComparer.Ordinal),
    };
    Learner.Fit(table, label, options);
    results.Add(new Result(problem.Name, "Glia without ML.NET", Median(repetitions, () => Learner.Fit(table, label, options)), results[0].Metric, results[0].Score));
    Console.WriteLine(results[^1]);
    return results;
}

static Table Native(Problem problem, IDataView train, out string label)
{
    label = "Label";
    double[] labels = problem.Task switch
    {
        TaskKind.Regression => [.. problem.Train.Select(r => (double)r.Number)],
        TaskKind.Binary => [.. problem.Train.Select(r => r.IsSecond ? 1.0 : 0.0)],
        _ => [.. Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<uint>(train, "Label").Select(k => (double)k)],
    };
    return Table.FromColumns(
    [
        .. Enumerable.Range(0, problem.Train[0].Features.Length).Select(i => ($"Features_{i}", (object)problem.Train.Select(r => (double)r.Features[i]).ToArray())), (label, labels),
    ]);
}

static (string Metric, double Score) Score(MLContext context, Problem problem, IDataView scored) => problem.Task switch
{
    TaskKind.Regression => ("R²", context.Regression.Evaluate(scored, nameof(Row.Number)).RSquared),
    TaskKind.Binary => ("accuracy", context.BinaryClassification.EvaluateNonCalibrated(scored, nameof(Row.IsSecond)).Accuracy),
    _ => ("accuracy", context.MulticlassClassification.Evaluate(scored).MicroAccuracy),
};

static double Median(int repetitions, Action act)
{
    double[] seconds = new double[repetitions];
    for (int i = 0; i < repetitions; i++)
    {
        var clock = Stopwatch.StartNew();
        act();
        seconds[i] = clock.Elapsed.TotalSeconds;
    }

    Array.Sort(seconds);
    return seconds[repetitions / 2];
}

static string Version() => FileVersionInfo.GetVersionInfo(typeof(MLContext).Assembly.Location).ProductVersion!.Split('+')[0];

static string Page(List<Result> results)
{
    var text = new StringBuilder();
    text.Append(string.Create(CultureInfo.InvariantCulture, $"""
        # Glia beside ML.NET's trainers

        Fit and held-out score on the same rows: the sample tables and letter (20000 rows), four fifths to learn from, one fifth held out by seed 1. Every trainer has its defaults (on letter Glia has
        layers 128-128) and all threads; SDCA and L-BFGS, being linear, stand behind a normaliser. Seconds are the median of {Repetitions} fits after a first one, everything compiled before.
        FastTree has no trainer for many classes and is run one against all; for a number, ML.NET's L-BFGS is Poisson regression. Trees and networks are different animals: read the scores, not the ranks.

        {Machine.Name}, {Environment.ProcessorCount} processors, ML.NET {Version()}. Made by
        `dotnet run -c Release --project benchmarks/Glia.MLNetBenchmarks -- --extra FOLDER`, where FOLDER has letter.csv.

        | table | measure | trainer | score | seconds of a fit |
        |---|---|---|---|---|

        """).ReplaceLineEndings("\n"));
    foreach (Result r in results.Where(r => r.Trainer != "Glia without ML.NET"))
    {
        text.Append(CultureInfo.InvariantCulture, $"| {r.Table} | {r.Metric} | {r.Trainer} | {r.Score:F4} | {r.Seconds:F3} |\n");
    }

    text.Append("\nWhat ML.NET costs around the same fit (reading the view, schema, listener), to the same bits of the weights:\n\n| table | Glia in ML.NET, s | Glia alone, s | ratio |\n|---|---|---|---|\n");
    foreach (IGrouping<string, Result> table in results.GroupBy(r => r.Table, StringComparer.Ordinal))
    {
        double inside = table.First(r => r.Trainer == Contenders.Glia).Seconds, alone = table.First(r => r.Trainer == "Glia without ML.NET").Seconds;
        text.Append(CultureInfo.InvariantCulture, $"| {table.Key} | {inside:F3} | {alone:F3} | {inside / alone:F2} |\n");
    }

    return text.ToString();
}

string Sample(string name) => Path.Combine(root, "samples", name + ".csv");

string? Option(string name) => Array.IndexOf(args, name) is int at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

static string Root()
{
    string? folder = AppContext.BaseDirectory;
    while (folder is not null && !File.Exists(Path.Combine(folder, "Glia.slnx")))
    {
        folder = Path.GetDirectoryName(folder);
    }

    return folder ?? throw new InvalidOperationException("The benchmark runs inside the repository.");
}
