namespace Glia.Benchmarks.Comparison;

/// <summary>Work over an array, on one thread or in two halves of whole rows.</summary>
internal static class Slices
{
    public static Action Run(Arena arena, Duo? duo, Action<int, int> work)
    {
        if (duo is null)
        {
            return () => work(0, arena.Length);
        }

        int rows = arena.Length / arena.Columns;
        int middle = rows / 2 * arena.Columns;
        void Here() => work(0, middle);
        void There() => work(middle, arena.Length - middle);
        Action here = Here;
        Action there = There;
        return () => duo.Run(here, there);
    }
}
