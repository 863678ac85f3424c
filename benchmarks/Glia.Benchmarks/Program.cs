using System.Globalization;
using BenchmarkDotNet.Running;
using Glia.Benchmarks.Comparison;
using Glia.Benchmarks.Micro;
using Glia.Benchmarks.Predicting;
using Glia.Benchmarks.Products;
using Glia.Benchmarks.Training;

// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- kernels [NAME …] [--sizes 65536,…] [--threads 1,2] [--save benchmarks/results]
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- kernels --guard benchmarks/results
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- products [--threads N] [SHAPE …]
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- watching [LAYERS-BATCH …]
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

    KernelComparison.Run(names, Numbers("--sizes"), Numbers("--threads"), Option("--save"));
    return 0;
}

if (args is ["products", .. var shapes])
{
    bool two = shapes is ["--threads", ..];
    ProductSpeed.Run(two ? shapes[2..] : shapes, two ? int.Parse(shapes[1], CultureInfo.InvariantCulture) : 1);
    return 0;
}

if (args is ["micro", .. var experiments])
{
    return Experiments.Run(experiments);
}

if (args is ["watching", .. var networks])
{
    WatchingCost.Run(networks);
    return 0;
}

if (args is ["engine", .. var engine])
{
    EngineResults.Run(engine is ["--save", var folder] ? folder : null);
    return 0;
}

if (args is ["predicting", .. var parts])
{
    PredictContender.Run(parts);
    return 0;
}

if (args is ["training", .. var work])
{
    TrainingContender.Run(work);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
