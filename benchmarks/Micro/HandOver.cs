using System.Diagnostics;
using System.Globalization;
using Glia.Kernels.Products;

namespace Glia.Benchmarks.Micro;

/// <summary>What calling a second thread costs: work of nothing, right after the call before and after pauses in which it may fall asleep.</summary>
internal static class HandOver
{
    private const int Calls = 301;

    /// <summary>Prints microseconds of a call by pause.</summary>
    /// <param name="peak">Not used.</param>
    public static void Run(double peak)
    {
        using Team team = new(2);
        Console.WriteLine($"  {"pause, µs",-12}{"median call, µs",18}{"worst of 9 in 10, µs",24}");
        foreach (int pause in (int[])[0, 5, 20, 50, 100, 200, 1000])
        {
            double[] times = new double[Calls];
            for (int i = 0; i < Calls; i++)
            {
                long from = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(from).TotalMicroseconds < pause)
                {
                }

                long start = Stopwatch.GetTimestamp();
                team.Run(default(Nothing));
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {pause,-12}{times[Calls / 2],18:0.00}{times[Calls * 9 / 10],24:0.00}"));
        }
    }

    private readonly struct Nothing : ITeamWork
    {
        public void Run(Piece piece)
        {
        }
    }
}
