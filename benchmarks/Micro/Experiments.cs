using System.Diagnostics;
using System.Globalization;
using Glia.Cli.Bench;

namespace Glia.Benchmarks.Micro;

/// <summary>The experiments that decided how products and steps are built: <c>dotnet run -c Release --project benchmarks/Glia.Benchmarks -- micro [NAME …]</c>.</summary>
internal static class Experiments
{
    private static readonly (string Name, Action<double> Run)[] All =
    [
        ("tiles", TileShapes.Run), ("blocking", Blockings.Run), ("handover", HandOver.Run), ("streams", Streams.Run), ("dead", DeadWeights.Run), ("saturated", SaturatedUnits.Run), ("far", FarOut.Run),
    ];

    /// <summary>Runs some or all.</summary>
    /// <param name="names">Which; none: all.</param>
    /// <returns>The exit code: 2 for a name that is none.</returns>
    public static int Run(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => All.All(each => each.Name != name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no experiment {unknown}. There are: {string.Join(", ", All.Select(each => each.Name))}.");
            return 2;
        }

        double peak = FmaPeak.Measure();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FMA peak of one core {peak:0} GFLOP/s"));
        foreach ((string name, Action<double> run) in All)
        {
            if (names.Count == 0 || names.Contains(name, StringComparer.Ordinal))
            {
                Console.WriteLine($"\n{name}");
                run(peak);
            }
        }

        return 0;
    }

    /// <summary>Seconds of a call, the best of some rounds of about 20 ms.</summary>
    /// <param name="call">What to time.</param>
    /// <param name="calls">Calls of a round.</param>
    /// <returns>Seconds.</returns>
    public static double Best(Action call, int calls)
    {
        double best = double.PositiveInfinity;
        call();
        for (int round = 0; round < 9; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                call();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / calls);
        }

        return best;
    }

    /// <summary>A rate and its share of the peak, for a table.</summary>
    /// <param name="flop">Operations of a call.</param>
    /// <param name="seconds">Its time.</param>
    /// <param name="peak">GFLOP/s of a core.</param>
    /// <returns>Such as <c>150.2 (89 %)</c>.</returns>
    public static string Rate(double flop, double seconds, double peak) =>
        string.Create(CultureInfo.InvariantCulture, $"{flop / seconds / 1e9:0.0} ({100 * flop / seconds / 1e9 / peak:0} %)");
}
