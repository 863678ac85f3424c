using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Rows;

/// <summary>One number of the sixteen places of each row, for up to sixteen rows: halves upon halves, always in the same order.</summary>
/// <remarks>Where registers hold sixteen places, two rows are folded in one step, so that sixteen take fifteen steps instead of sixty-four, and end as they are wanted, side by side.</remarks>
internal static class Folds
{
    private const int Lanes = Transposition.Lanes;

    /// <summary>Fewer rows are folded one by one.</summary>
    private const int Few = 4;

    /// <summary>The largest place of each row; NaN where there is one, or not.</summary>
    /// <param name="places">Sixteen rows of places; those that are not there may hold anything.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="largest">Gets sixteen numbers.</param>
    public static void Largest(ref float places, int rows, ref float largest)
    {
        if (Avx512F.IsSupported && rows > Few)
        {
            Sixteen(ref places).StoreUnsafe(ref largest);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            Unsafe.Add(ref largest, row) = Largest(ref Unsafe.Add(ref places, row * Lanes));
        }
    }

    /// <summary>The sum of the places of each row.</summary>
    /// <param name="places">Sixteen rows of sixteen doubles.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="sums">Gets sixteen numbers.</param>
    public static void Sum(ref double places, int rows, ref double sums)
    {
        for (int row = 0; row < rows; row += 8)
        {
            ref double first = ref Unsafe.Add(ref places, row * Lanes);
            ref double sum = ref Unsafe.Add(ref sums, row);
            if (Avx512F.IsSupported && rows > Few)
            {
                Eight(ref first).StoreUnsafe(ref sum);
                continue;
            }

            for (int i = 0; i < Math.Min(8, rows - row); i++)
            {
                Unsafe.Add(ref sum, i) = One(ref Unsafe.Add(ref first, i * Lanes));
            }
        }
    }

    private static double One(ref double places)
    {
        Vector256<double> first = Vector256.LoadUnsafe(ref places) + Vector256.LoadUnsafe(ref places, 8);
        Vector256<double> second = Vector256.LoadUnsafe(ref places, 4) + Vector256.LoadUnsafe(ref places, 12);
        Vector256<double> four = first + second;
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    private static Vector512<double> Eight(ref double places)
    {
        Vector512<double> even = Fours(Halves(ref places, 0, 2), Halves(ref places, 4, 6));
        Vector512<double> odd = Fours(Halves(ref places, 1, 3), Halves(ref places, 5, 7));
        return Avx512F.UnpackLow(even, odd) + Avx512F.UnpackHigh(even, odd);
    }

    /// <summary>Places i and i + 8 of two rows, and then i + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Halves(ref double places, int a, int b)
    {
        Vector512<double> first = Half(ref places, a), second = Half(ref places, b);
        return Avx512F.Shuffle4x128(first, second, 0x44) + Avx512F.Shuffle4x128(first, second, 0xEE);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Half(ref double places, int row) =>
        Vector512.LoadUnsafe(ref places, (nuint)(row * Lanes)) + Vector512.LoadUnsafe(ref places, (nuint)((row * Lanes) + 8));

    /// <summary>Places i and i + 2 of four rows, which end in turn in a quarter each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fours(Vector512<double> ab, Vector512<double> cd) => Avx512F.Shuffle4x128(ab, cd, 0x88) + Avx512F.Shuffle4x128(ab, cd, 0xDD);

    private static Vector512<float> Sixteen(ref float places)
    {
        // Quarter l of the register e holds row 4l + e, whose four places the last two steps fold.
        Vector512<float> zero = Quarters(ref places, 0), one = Quarters(ref places, 1), two = Quarters(ref places, 2), three = Quarters(ref places, 3);
        Vector512<float> low = Vector512.MaxNative(Avx512F.UnpackLow(zero, one), Avx512F.UnpackHigh(zero, one));
        Vector512<float> high = Vector512.MaxNative(Avx512F.UnpackLow(two, three), Avx512F.UnpackHigh(two, three));
        return Vector512.MaxNative(Avx512F.Shuffle(low, high, 0x44), Avx512F.Shuffle(low, high, 0xEE));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(ref float places, int row)
    {
        Vector512<float> ab = Two(ref places, row, row + 4), cd = Two(ref places, row + 8, row + 12);
        return Vector512.MaxNative(Avx512F.Shuffle4x128(ab, cd, 0x88), Avx512F.Shuffle4x128(ab, cd, 0xDD));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Two(ref float places, int a, int b)
    {
        Vector512<float> first = Vector512.LoadUnsafe(ref places, (nuint)(a * Lanes)), second = Vector512.LoadUnsafe(ref places, (nuint)(b * Lanes));
        return Vector512.MaxNative(Avx512F.Shuffle4x128(first, second, 0x44), Avx512F.Shuffle4x128(first, second, 0xEE));
    }

    /// <summary>The largest of the sixteen places of a row; NaN where there is one, or not.</summary>
    /// <param name="places">Sixteen numbers.</param>
    /// <returns>The largest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(ref float places)
    {
        Vector128<float> left = Vector128.MaxNative(Vector128.LoadUnsafe(ref places), Vector128.LoadUnsafe(ref places, 4));
        Vector128<float> right = Vector128.MaxNative(Vector128.LoadUnsafe(ref places, 8), Vector128.LoadUnsafe(ref places, 12));
        Vector128<float> four = Vector128.MaxNative(left, right);
        Vector128<float> two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2)))[0];
    }
}
