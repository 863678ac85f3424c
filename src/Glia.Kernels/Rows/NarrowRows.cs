using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Rows;

/// <summary>Sixteen rows of 2 to 7 floats turned into columns and back: each lies in as many registers as it has columns, and is chosen from them.</summary>
/// <remarks>Nothing goes through memory on the way, where a wide load would wait for narrow stores.</remarks>
internal static class NarrowRows
{
    private const int Lanes = Transposition.Lanes;
    private const int Widest = 7;

    /// <summary>By row length: where in the rows each float of the columns stands.</summary>
    private static readonly int[][] FromRows = [.. Enumerable.Range(0, Widest + 1).Select(units => Places(units, at => (at % Lanes * units) + (at / Lanes)))];

    /// <summary>By row length: where in the columns each float of the rows stands.</summary>
    private static readonly int[][] FromColumns = [.. Enumerable.Range(0, Widest + 1).Select(units => Places(units, at => (at % units * Lanes) + (at / units)))];

    /// <summary>Whether rows of such a length can be turned here.</summary>
    /// <param name="units">Length of a row.</param>
    /// <returns>Whether they can.</returns>
    public static bool CanTurn(int units) => Avx512F.IsSupported && units is > 1 and <= Widest;

    /// <summary>block[j, r] = z[r, j].</summary>
    /// <param name="z">Sixteen rows.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="block">Columns.</param>
    public static void In(ReadOnlySpan<float> z, int units, Span<float> block) =>
        Choose(ref MemoryMarshal.GetReference(z), units, FromRows[units], ref MemoryMarshal.GetReference(block));

    /// <summary>y[r, j] = block[j, r].</summary>
    /// <param name="block">Columns.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Sixteen rows.</param>
    public static void Out(ReadOnlySpan<float> block, int units, Span<float> y) =>
        Choose(ref MemoryMarshal.GetReference(block), units, FromColumns[units], ref MemoryMarshal.GetReference(y));

    private static int[] Places(int units, Func<int, int> place) => [.. Enumerable.Range(0, units * Lanes).Select(place)];

    /// <summary>target[i] = source[places[i]], all of so many registers.</summary>
    private static void Choose(ref float source, int registers, int[] places, ref float target)
    {
        ref int first = ref MemoryMarshal.GetArrayDataReference(places);
        for (int i = 0; i < registers; i++)
        {
            Vector512<int> place = Vector512.LoadUnsafe(ref first, (nuint)(i * Lanes));
            Vector512<int> register = place >> 4;
            Vector512<float> chosen = Register(ref source, 0, place);
            for (int j = 1; j < registers; j++)
            {
                chosen = Vector512.ConditionalSelect(Vector512.Equals(register, Vector512.Create(j)).AsSingle(), Register(ref source, j, place), chosen);
            }

            chosen.StoreUnsafe(ref target, (nuint)(i * Lanes));
        }
    }

    /// <summary>Floats of one register; of a place, only the low four bits count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Register(ref float source, int register, Vector512<int> place) =>
        Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref source, (nuint)(register * Lanes)), place);
}
