using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Glia.Kernels.Activations;

namespace Glia.Benchmarks.Comparison;

/// <summary>
/// Every function of the catalogue, value and backward, exact and fast, at three sizes on one and two threads, beside a plain copy,
/// System.Numerics.Tensors and ONNX Runtime, all in turns. Results go to benchmarks/results by processor.
/// </summary>
internal static class KernelComparison
{
    private static readonly int[] Sizes = [1_000, 65_536, 16 * 1024 * 1024];
    private const int MostTries = 8;
    private static readonly int[] RowLengths = [3, 10, 64, 1000];

    /// <summary>Runs what <paramref name="names"/> ask for (all where empty) and writes the results.</summary>
    /// <param name="names">Functions.</param>
    /// <param name="sizes">Floats of an array; all where empty.</param>
    /// <param name="threadCounts">1, 2 or both; both where empty.</param>
    /// <param name="folder">Where the results file goes; null: they are only printed.</param>
    public static void Run(IReadOnlyCollection<string> names, IReadOnlyList<int> sizes, IReadOnlyList<int> threadCounts, string? folder)
    {
        var cells = new List<KernelCell>();
        using var duo = new Duo();
        foreach (int threads in threadCounts.Count == 0 ? [1, 2] : threadCounts)
        {
            foreach (int size in sizes.Count == 0 ? Sizes : sizes)
            {
                foreach (ActivationInfo info in ActivationCatalog.All.Where(info => names.Count == 0 || names.Contains(info.Name, StringComparer.Ordinal)))
                {
                    foreach (int columns in info.IsRowwise ? RowLengths : [1])
                    {
                        cells.AddRange(Cells(info.Name, new Arena(size, columns), threads == 2 ? duo : null));
                    }
                }

                if (folder is not null)
                {
                    Save(folder, cells);
                }
            }
        }
    }

    /// <summary>After every size, so that a run that is stopped leaves the sizes that were finished. Cells that were not measured now stay as they are.</summary>
    private static void Save(string folder, List<KernelCell> cells)
    {
        string path = Path.Combine(folder, $"kernels-{Machine.Short}.json");
        var all = new Dictionary<(string, string, int, int, int), KernelCell>();
        KernelCell[] before = File.Exists(path) ? [.. JsonSerializer.Deserialize<KernelResults>(File.ReadAllText(path), KernelResults.Json)!.Cells] : [];
        foreach (KernelCell cell in before.Concat(cells))
        {
            all[(cell.Function, cell.Operation, cell.Floats, cell.Columns, cell.Threads)] = cell;
        }

        using FileStream file = File.Create(path);
        JsonSerializer.Serialize(file, new KernelResults(Machine.Name, Machine.Lanes, RuntimeInformation.FrameworkDescription, [.. all.Values]), KernelResults.Json);
        Console.WriteLine($"written: {path}");
    }

    /// <summary>The contenders that are always there: a copy, the guard's reference, and the function, exact and fast.</summary>
    /// <param name="name">The function.</param>
    /// <param name="operation"><c>value</c> or <c>backward</c>.</param>
    /// <param name="arena">The arrays.</param>
    /// <param name="duo">The second thread, if any.</param>
    /// <returns>The contenders; none where the function changes the width of rows.</returns>
    public static IReadOnlyList<Contender> Kernels(string name, string operation, Arena arena, Duo? duo)
    {
        Activation exact = ActivationCatalog.Parse(name);
        if (exact.Info.ChangesWidth)
        {
            return [];
        }

        Activation fast = exact.Fast;
        bool value = string.Equals(operation, "value", StringComparison.Ordinal);
        if (!value)
        {
            Forward(exact, arena, 0, arena.Length);
        }

        Action Of(Activation activation) => Slices.Run(arena, duo, (start, length) =>
        {
            if (value)
            {
                Forward(activation, arena, start, length);
            }
            else
            {
                Backward(activation, arena, start, length);
            }
        });
        return
        [
            new("copy", Slices.Run(arena, duo, (start, length) => arena.Input.AsSpan(start, length).CopyTo(arena.Scratch.AsSpan(start)))),
            new("reference", Slices.Run(arena, duo, (start, length) => Reference.Run(arena.Input.AsSpan(start, length), arena.Scratch.AsSpan(start, length)))),
            new("exact", Of(exact)),
            new("fast", Of(fast)),
        ];
    }

    private static IEnumerable<KernelCell> Cells(string name, Arena arena, Duo? duo)
    {
        IReadOnlyList<Contender> kernels = Kernels(name, "value", arena, duo);
        if (kernels.Count == 0)
        {
            yield break;
        }

        int threads = duo is null ? 1 : 2;
        using OnnxRuntimePeer? onnx = OnnxRuntimePeer.For(ActivationCatalog.Parse(name), arena, threads);
        yield return Cell(name, "value", arena, duo, [.. kernels, TensorsPeer.For(name, arena, duo), onnx?.Contender]);
        yield return Cell(name, "backward", arena, duo, [.. Kernels(name, "backward", arena, duo)]);
    }

    private static KernelCell Cell(string name, string operation, Arena arena, Duo? duo, Contender?[] contenders)
    {
        Contender[] present = [.. contenders.OfType<Contender>()];
        int threads = duo is null ? 1 : 2;
        double[] times = Times(present, arena.Length, duo);
        var cell = new KernelCell(name, operation, arena.Length, arena.Columns, threads, present.Zip(times).ToDictionary(pair => pair.First.Name, pair => Math.Round(pair.Second, 4), StringComparer.Ordinal));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-18} {operation,-8} {arena.Length,9} x{arena.Columns,-4} {threads} t  {string.Join("  ", cell.Nanoseconds.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:0.000}")))}"));
        return cell;
    }

    private static double[] Times(Contender[] present, int elements, Duo? duo)
    {
        if (duo is null)
        {
            return Race.Run(present, elements);
        }

        int reference = Array.FindIndex(present, contender => contender.Name == "reference");
        for (int tries = 1; ; tries++)
        {
            SecondCore.Wait(duo);
            double[] times = Race.Run(present, elements);
            if (SecondCore.IsShared(times[reference], elements))
            {
                return times;
            }

            if (tries == MostTries)
            {
                throw SecondCore.Spoilt();
            }
        }
    }

    private static void Forward(Activation activation, Arena arena, int start, int length)
    {
        if (arena.Columns == 1)
        {
            activation.Forward(arena.Input.AsSpan(start, length), arena.Output.AsSpan(start, length));
        }
        else
        {
            activation.ForwardRows(arena.Input.AsSpan(start, length), arena.Columns, [], arena.Output.AsSpan(start, length));
        }
    }

    private static void Backward(Activation activation, Arena arena, int start, int length)
    {
        ReadOnlySpan<float> z = arena.Input.AsSpan(start, length);
        ReadOnlySpan<float> y = arena.Output.AsSpan(start, length);
        ReadOnlySpan<float> dy = arena.Gradient.AsSpan(start, length);
        Span<float> dz = arena.Scratch.AsSpan(start, length);
        if (arena.Columns == 1)
        {
            activation.Backward(z, y, dy, dz);
        }
        else
        {
            activation.BackwardRows(z, y, dy, arena.Columns, [], dz, []);
        }
    }
}
