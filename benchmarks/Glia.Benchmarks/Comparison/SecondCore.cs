using System.Diagnostics;

namespace Glia.Benchmarks.Comparison;

/// <summary>
/// Whether the second thread has a core of its own, by the reference kernel in two halves. A figure of two threads that was taken while somebody else had the core
/// would be kept for the contender's own: where all rounds are spoilt, their best one is, too.
/// </summary>
internal static class SecondCore
{
    /// <summary>Halves on two free cores take 0.5 of the whole's time on one; two threads that share a core take all of it.</summary>
    private const double LargestShare = 0.65;
    private const int Elements = 1 << 16, Rounds = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(1);
    private static readonly float[] X = new float[Elements], Y = new float[Elements];

    /// <summary>Waits until the core is free.</summary>
    /// <param name="duo">The second thread.</param>
    /// <exception cref="GliaException">It is not for a minute.</exception>
    public static void Wait(Duo duo)
    {
        long start = Stopwatch.GetTimestamp();
        while (!IsFree(duo))
        {
            if (Stopwatch.GetElapsedTime(start) > Longest)
            {
                throw Spoilt();
            }

            Thread.Sleep(Pause);
        }
    }

    /// <summary>Whether the reference kernel was shared out between two cores while contenders ran; short arrays, where starting a thread is most of the time, do not tell.</summary>
    /// <param name="nanoseconds">Its time an element on two threads.</param>
    /// <param name="elements">Of the array.</param>
    public static bool IsShared(double nanoseconds, int elements) =>
        elements < Elements || nanoseconds < LargestShare * Enumerable.Range(0, Rounds).Min(_ => Time(() => Reference.Run(X, Y))) * 1e9 / Elements;

    /// <summary>What is said where figures would be those of another program.</summary>
    public static GliaException Spoilt() =>
        new("The second thread had no core of its own, so figures of two threads would be those of another program. Nothing more is measured; run it again on an idle machine, or with --threads 1.");

    /// <summary>Whether it is free now.</summary>
    /// <param name="duo">The second thread.</param>
    public static bool IsFree(Duo duo)
    {
        const int half = Elements / 2;
        double whole = double.PositiveInfinity, halves = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            whole = Math.Min(whole, Time(() => Reference.Run(X, Y)));
            halves = Math.Min(halves, Time(() => duo.Run(() => Reference.Run(X.AsSpan(0, half), Y.AsSpan(0, half)), () => Reference.Run(X.AsSpan(half), Y.AsSpan(half)))));
        }

        return halves < LargestShare * whole;
    }

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
