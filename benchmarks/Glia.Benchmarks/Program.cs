using System.Globalization;
using BenchmarkDotNet.Running;
using Glia.Benchmarks.Comparison;

// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- kernels [NAME …] [--sizes 65536,…] [--save benchmarks/results]
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- kernels --guard benchmarks/results
// dotnet run -c Release --project benchmarks/Glia.Benchmarks -- --filter '*Activation*'
if (args is ["kernels", .. var rest])
{
    string? Option(string name) => Array.IndexOf(rest, name) is >= 0 and var at && at + 1 < rest.Length ? rest[at + 1] : null;
    string[] names = [.. rest.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))];
    int[] sizes = [.. (Option("--sizes") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
    if (Option("--guard") is { } recorded)
    {
        return Guard.Run(recorded);
    }

    KernelComparison.Run(names, sizes, Option("--save"));
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
