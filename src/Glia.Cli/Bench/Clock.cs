using System.Diagnostics;

namespace Glia.Cli.Bench;

/// <summary>Times short calls on a machine that others use, too: the best of many batches is what the call takes when nobody disturbs it.</summary>
internal static class Clock
{
    private const int Batches = 9;
    private const double BatchSeconds = 0.01;

    /// <summary>The runtime compiles what is called 30 times again, twice, each time after 100 ms without new methods (.NET documentation, "Runtime configuration options for compilation").</summary>
    private const int Compilations = 2;
    private const int CallsToCompile = 32;
    private const int MillisecondsToCompile = 150;

    /// <summary>Measures a call.</summary>
    /// <param name="call">The call.</param>
    /// <returns>Seconds of one.</returns>
    public static double Best(Action call)
    {
        for (int i = 0; i < Compilations; i++)
        {
            _ = Time(call, CallsToCompile);
            Thread.Sleep(MillisecondsToCompile);
        }

        int calls = 1;
        double seconds = Time(call, calls);
        while (seconds < BatchSeconds)
        {
            calls *= seconds < BatchSeconds / 10 ? 10 : 2;
            seconds = Time(call, calls);
        }

        double best = seconds;
        for (int i = 1; i < Batches; i++)
        {
            best = Math.Min(best, Time(call, calls));
        }

        return best / calls;
    }

    private static double Time(Action call, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
