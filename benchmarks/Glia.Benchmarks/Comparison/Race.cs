using System.Diagnostics;

namespace Glia.Benchmarks.Comparison;

/// <summary>Times contenders in turns, so that whatever else the machine does strikes all of them alike, and keeps each one's best round.</summary>
internal static class Race
{
    private const int Rounds = 9;

    /// <summary>A round of an array that no cache holds is long enough to need few of them.</summary>
    private const int RoundsOfLarge = 3;
    private const int Large = 1 << 22;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(1.5);

    /// <summary>Nanoseconds an element of each contender.</summary>
    /// <param name="contenders">Who runs.</param>
    /// <param name="elements">Elements of one run.</param>
    /// <returns>The best round of each, in their order.</returns>
    public static double[] Run(IReadOnlyList<Contender> contenders, int elements)
    {
        int[] repeats = [.. contenders.Select(Repeats)];
        double[] best = [.. contenders.Select(_ => double.PositiveInfinity)];
        for (int round = 0; round < (elements >= Large ? RoundsOfLarge : Rounds); round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                best[i] = Math.Min(best[i], Time(contenders[i], repeats[i]) / repeats[i] / elements);
            }
        }

        return best;
    }

    /// <summary>Warms up, and finds how many runs make a round: by the best of three, for one run that was held up would look like a round.</summary>
    private static int Repeats(Contender contender)
    {
        contender.Run();
        int repeats = 1;
        while (true)
        {
            double nanoseconds = Enumerable.Range(0, 3).Min(_ => Time(contender, repeats));
            if (nanoseconds >= RoundTime.TotalNanoseconds)
            {
                return repeats;
            }

            repeats = Math.Max(repeats + 1, (int)Math.Min(repeats * 10.0, repeats * 1.1 * RoundTime.TotalNanoseconds / nanoseconds));
        }
    }

    private static double Time(Contender contender, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            contender.Run();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
