using System.Globalization;
using BenchmarkDotNet.Running;
using Glia;
using Glia.Benchmarks.Comparison;
using Glia.Benchmarks.Micro;
using Glia.Benchmarks.Predicting;
using Glia.Benchmarks.Products;
using Glia.Benchmarks.Training;

// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- kernels [NAME …] [--sizes 65536,…] [--threads 1,2] [--save benchmarks/results]
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- kernels --guard benchmarks/results
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- products [--threads N] [SHAPE …]
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- watching ["LAYERS BATCH ROWS" …]
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- engine [--save benchmarks/results]
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- micro [NAME …]
// python3 benchmarks/training/compare.py (which calls -- training …)
// python3 benchmarks/predict/measure.py (which calls -- predicting …)
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- --filter '*Activation*'
if (args is ["kernels", .. var rest])
{
    string? Option(string name) => Array.IndexOf(rest, name) is >= 0 and var at && at + 1 < rest.Length ? rest[at + 1] : null;
    string[] names = [.. rest.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))];
    int[] Numbers(string name) => [.. (Option(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
    if (rest.FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal) && word is not ("--sizes" or "--threads" or "--save" or "--guard")) is { } unknown)
    {
        Console.Error.WriteLine($"kernels does not know {unknown}; it takes names of functions, then --sizes N,…, --threads N,…, --save FOLDER or --guard FOLDER.");
        return 2;
    }

    if (Option("--guard") is { } recorded)
    {
        return Guard.Run(recorded);
    }

    try
    {
        KernelComparison.Run(names, Numbers("--sizes"), Numbers("--threads"), Option("--save"));
        return 0;
    }
    catch (GliaException spoilt)
    {
        Console.Error.WriteLine(spoilt.Message);
        return 1;
    }
}

// Words that a command does not know are refused: they would start minutes of measuring something else.
int Refused(string usage)
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project benchmarks/Glia.Benchmarks -- {usage}");
    return 2;
}

bool HasOption(string[] words) => words.Any(word => word.StartsWith('-'));

if (args is ["products", .. var shapes])
{
    if (HasOption(shapes is ["--threads", _, .. var after] ? after : shapes))
    {
        return Refused("products [--threads N] [SHAPE …], a shape being ROWSxINNERxCOLUMNS");
    }

    bool two = shapes is ["--threads", ..];
    ProductSpeed.Run(two ? shapes[2..] : shapes, two ? int.Parse(shapes[1], CultureInfo.InvariantCulture) : 1);
    return 0;
}

if (args is ["micro", .. var experiments])
{
    if (HasOption(experiments))
    {
        return Refused("micro [NAME …]");
    }

    return Experiments.Run(experiments);
}

if (args is ["watching", .. var networks])
{
    if (HasOption(networks))
    {
        return Refused("watching [\"LAYERS BATCH ROWS\" …]");
    }

    _ = WatchingCost.Run(networks).ToList();
    return 0;
}

if (args is ["engine", .. var engine])
{
    if (engine is not ([] or ["--save", _]))
    {
        return Refused("engine [--save FOLDER]");
    }

    EngineResults.Run(engine is ["--save", var folder] ? folder : null);
    return 0;
}

if (args is ["predicting", .. var parts])
{
    return PredictContender.Run(parts) ? 0 : Refused("predicting parquet CSV PARQUET | parse CSV ONNX | model CSV ONNX | pipeline CSV ONNX");
}

if (args is ["training", .. var work])
{
    return TrainingContender.Run(work) ? 0 : Refused("training WORKLOAD FILE-OF-WORKLOADS FOLDER-OF-ROWS THREADS REPETITIONS START, as benchmarks/training/compare.py calls it; START in seconds since 1970");
}

if (args is [var command, ..] && !command.StartsWith('-'))
{
    return Refused("kernels | products | watching | engine | micro | predicting | training | --filter PATTERN (options of BenchmarkDotNet)");
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
