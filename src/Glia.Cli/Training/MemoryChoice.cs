namespace Glia.Cli.Training;

/// <summary>Whether a table is streamed although nobody said so.</summary>
internal static class MemoryChoice
{
    // The system and other programs need the rest; beyond, Linux kills without a word.
    private const double LargestShare = 0.6;

    /// <summary>A quarter of this machine's memory, rounded down to a power of two so that like machines agree, if the table needs more than 60 % of it; else 0: held in memory.</summary>
    public static long For(long needed, long available)
    {
        if (needed <= LargestShare * available)
        {
            return 0;
        }

        long quarter = Math.Max(available / 4, 1 << 26);
        return 1L << (63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)quarter));
    }
}
