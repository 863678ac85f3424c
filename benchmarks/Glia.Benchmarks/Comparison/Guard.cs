using System.Globalization;
using System.Text.Json;

namespace Glia.Benchmarks.Comparison;

/// <summary>
/// Catches a kernel that has become slower: its time over that of <see cref="Reference"/>, timed in turns, must not exceed the recorded
/// ratio by more than 20 %. A kernel that seems slower is timed again, because other work on the machine only ever adds time.
/// </summary>
internal static class Guard
{
    private const double Allowed = 1.2;
    private const int Attempts = 4;
    private const int Floats = 65_536;

    /// <summary>Compares with the results recorded for this processor.</summary>
    /// <param name="folder">Where they are.</param>
    /// <returns>The exit code: 0 where nothing is slower, 1 where something is, 2 where nothing is recorded for this processor.</returns>
    public static int Run(string folder)
    {
        string path = Path.Combine(folder, $"kernels-{Machine.Short}.json");
        if (!File.Exists(path))
        {
            Console.WriteLine($"Nothing is recorded for this processor: {path} does not exist. 'kernels --save {folder}' makes it.");
            return 2;
        }

        KernelResults recorded = JsonSerializer.Deserialize<KernelResults>(File.ReadAllText(path), KernelResults.Json)!;
        int slower = 0;
        foreach (KernelCell cell in recorded.Cells.Where(cell => cell.Threads == 1 && cell.Floats > Floats / 2 && cell.Floats <= Floats))
        {
            foreach (string variant in (string[])["exact", "fast"])
            {
                double before = cell.Nanoseconds[variant] / cell.Nanoseconds["reference"];
                double now = double.PositiveInfinity;
                for (int attempt = 0; attempt < Attempts && now > Allowed * before; attempt++)
                {
                    now = Math.Min(now, Ratio(cell, variant));
                }

                if (now > Allowed * before)
                {
                    slower++;
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"slower: {cell.Function} {cell.Operation} {variant}, rows of {cell.Columns}: {now:0.00} times the reference kernel, recorded {before:0.00}"));
                }
            }
        }

        Console.WriteLine(slower == 0 ? $"No kernel is slower than recorded in {path}." : $"{slower} kernels are slower than recorded in {path}.");
        return slower == 0 ? 0 : 1;
    }

    private static double Ratio(KernelCell cell, string variant)
    {
        var arena = new Arena(cell.Floats, cell.Columns);
        Contender[] contenders = [.. KernelComparison.Kernels(cell.Function, cell.Operation, arena, null).Where(contender => contender.Name is "reference" || string.Equals(contender.Name, variant, StringComparison.Ordinal))];
        double[] times = Race.Run(contenders, arena.Length);
        return times[1] / times[0];
    }
}
