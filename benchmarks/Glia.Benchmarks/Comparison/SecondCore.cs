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
                throw new GliaException("The second thread has had no core of its own for a minute, so figures of two threads would be those of another program. Nothing more is measured; run it again on an idle machine, or with --threads 1.");
            }

            Thread.Sleep(Pause);
        }
    }

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
