namespace Glia.Kernels.Products;

/// <summary>A piece of shared work: from one fraction of the whole to another.</summary>
/// <remarks>
/// Threads do not go at one speed: other programs take time from one core and not from the other, and many processors have cores of two kinds. So each thread begins with one of
/// <see cref="Team.Threads"/> large pieces, three quarters of the work, and who is done takes small ones from the rest, until there are none.
/// </remarks>
/// <param name="From">Where it begins, in units of which <paramref name="Whole"/> make all of the work.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Whole">All of the work; 1 where one thread does all of it.</param>
internal readonly record struct Piece(int From, int To, int Whole)
{
    /// <summary>Small pieces for every thread, each an eighth of what a thread would do if all were equally fast.</summary>
    private const int SmallForEach = 2;

    /// <summary>A large piece, in small ones.</summary>
    private const int Large = 6;

    /// <summary>All of the work.</summary>
    public static Piece All => new(0, 1, 1);

    /// <summary>How many pieces there are for so many threads.</summary>
    /// <param name="threads">The threads.</param>
    /// <param name="even">Whether work in small pieces would cost too much; then there is one for every thread.</param>
    /// <returns>The number of pieces.</returns>
    public static int Count(int threads, bool even) => even ? threads : (SmallForEach + 1) * threads;

    /// <summary>A piece by its number: the large ones come first.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <param name="threads">The threads.</param>
    /// <param name="even">As in <see cref="Count"/>.</param>
    /// <returns>The piece.</returns>
    public static Piece Of(int number, int threads, bool even)
    {
        if (even)
        {
            return new(number, number + 1, threads);
        }

        int large = Large * threads, whole = large + (SmallForEach * threads);
        return number < threads ? new(number * Large, (number + 1) * Large, whole) : new(large + number - threads, large + number - threads + 1, whole);
    }

    /// <summary>The piece of a row of things, in whole grains.</summary>
    /// <param name="total">How many things there are.</param>
    /// <param name="grain">How many of them stay together.</param>
    /// <returns>From the first to before the last.</returns>
    public (int From, int To) Of(int total, int grain)
    {
        long grains = (total + grain - 1) / grain;
        return ((int)Math.Min(grains * From / Whole * grain, total), (int)Math.Min(grains * To / Whole * grain, total));
    }
}
