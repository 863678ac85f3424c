using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>What a function in float does with a few rows that are done together.</summary>
internal interface IFloatFunction
{
    /// <summary>Gets a value indicating whether the function is one of −x.</summary>
    static abstract bool Negates { get; }

    /// <summary>Gets a value indicating whether terms of the largest elements are 0, and those counted.</summary>
    static virtual bool LeavesLargestOut => false;

    /// <summary>Computes the results.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <typeparam name="TDouble">The double lane of the same size.</typeparam>
    /// <param name="rows">The rows, entered.</param>
    /// <param name="y">Output <c>[rows, units]</c>.</param>
    static abstract void Apply<TLane, TDouble>(in FloatRows rows, Span<float> y)
        where TLane : struct, ILane<TLane>
        where TDouble : struct, IDoubleLane<TDouble>;
}

/// <summary>Functions of rows in float, which are done a few rows at a time: as many as stay in the nearest cache from their maxima to their results.</summary>
internal static class FloatBlocks
{
    /// <summary>Rows of floats.</summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <param name="z">Input <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row, at least <see cref="FloatRows.Shortest"/>.</param>
    /// <param name="y">Output <c>[rows, units]</c>; z itself where it may be overwritten.</param>
    public static void Map<TFunction>(ReadOnlySpan<float> z, int units, Span<float> y)
        where TFunction : struct, IFloatFunction
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Each<TFunction, Single16, Double8>(z, units, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Each<TFunction, Single8, Double4>(z, units, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Each<TFunction, Single4, Double2>(z, units, y);
        }
        else
        {
            Each<TFunction, Single1, Double1>(z, units, y);
        }
    }

    private static void Each<TFunction, TLane, TDouble>(ReadOnlySpan<float> z, int units, Span<float> y)
        where TFunction : struct, IFloatFunction
        where TLane : struct, ILane<TLane>
        where TDouble : struct, IDoubleLane<TDouble>
    {
        int step = FloatRows.Step(units);
        bool past = StreamedRows.Pay(z, y);
        int room = FloatRows.Memory(units);
        Span<float> memory = MemoryMarshal.Cast<byte, float>(Scratch.Take((room + (past ? step + StreamedRows.Line : 0)) * sizeof(float)));
        for (int at = 0; at < z.Length; at += step)
        {
            int length = Math.Min(step, z.Length - at);
            Span<float> results = y.Slice(at, length);
            Span<float> near = past ? StreamedRows.Beside(memory[room..], results) : results;
            FloatRows rows = new(z.Slice(at, length), units, memory[..room], new RowsAhead(z[(at + length)..], near));
            rows.Enter<TFunction, TLane>();
            TFunction.Apply<TLane, TDouble>(in rows, near);
            if (past)
            {
                StreamedRows.Write(near, results);
            }
        }

        if (past)
        {
            StreamedRows.End();
        }
    }
}
