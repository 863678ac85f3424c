namespace Glia.Tests;

/// <summary>How much code allocates on its own thread.</summary>
internal static class Allocations
{
    private const int Attempts = 8;

    /// <summary>
    /// Least bytes of several calls after a first one, until one is 0. A collection that another test sets off counts the rest of this thread's piece of the
    /// heap, some kilobytes, and compiling a hot method anew may allocate: what allocates does so every time.
    /// </summary>
    public static long Least(Action action)
    {
        action();
        long least = long.MaxValue;
        for (int i = 0; i < Attempts && least != 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
