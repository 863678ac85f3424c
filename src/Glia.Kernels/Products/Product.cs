using System.Runtime.Intrinsics;

namespace Glia.Kernels.Products;

/// <summary>
/// The three matrix products of a dense layer, row-major. Every element of the result is one chain of fused multiply-adds over the summed
/// index in ascending order, starting from 0: its bits depend on nothing else, neither tiles nor vector width nor threads.
/// </summary>
public static unsafe class Product
{
    // Below this many multiply-adds, some 80 µs, handing over to another thread costs what it brings (letter and digits of benchmarks/training lost 7 to 15 %).
    private const long WorthSharing = 1 << 22;

    // So few columns are turned into rows where the left factor's rows become whole lines without a copy, or with one.
    private const int ThinBesideWholeRows = 15;
    private const int ThinBesideColumns = 4;
    private const int WorthTurning = 16;

    // From so many rows on, a transposed right factor is worth laying out anew for them; for fewer it is the left factor of the result turned around, and is read as it lies
    // (32 x 784 x 512: 1.35 times as fast so; 128 x 128 x 128: 0.85).
    private const int WorthTransposing = 128;

    private static int WidestLane => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Whether a product is large enough to be shared among the threads of a team.</summary>
    /// <param name="m">Rows of the left factor.</param>
    /// <param name="k">The summed index.</param>
    /// <param name="n">Columns of the right factor.</param>
    /// <returns>False: one thread does it, whatever team is given.</returns>
    internal static bool IsShared(int m, int k, int n) => (long)m * k * n >= WorthSharing;

    /// <summary>c = a · b.</summary>
    /// <param name="a">Left factor <c>[m, k]</c>.</param>
    /// <param name="b">Right factor <c>[k, n]</c>.</param>
    /// <param name="c">Result <c>[m, n]</c>, overwritten; no part of a or b.</param>
    /// <param name="m">Rows of a.</param>
    /// <param name="k">Columns of a, rows of b.</param>
    /// <param name="n">Columns of b.</param>
    /// <param name="team">Threads to share the work with, or null.</param>
    /// <exception cref="ArgumentException">A span's length is not the product of its dimensions, or c overlaps a factor.</exception>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, Team? team = null)
    {
        Check(a.Length, m, k, nameof(a));
        Check(b.Length, k, n, nameof(b));
        Check(c.Length, m, n, nameof(c));
        CheckDisjoint(a, b, c);
        Run(a, (k, 1), b, (n, false), c, (m, k, n), team);
    }

    /// <summary>c = aᵀ · b, summed over rows: the gradient of a dense layer's weights.</summary>
    /// <param name="a">Left factor <c>[m, k]</c>, read as it lies.</param>
    /// <param name="b">Right factor <c>[m, n]</c>.</param>
    /// <param name="c">Result <c>[k, n]</c>, overwritten; no part of a or b.</param>
    /// <param name="m">Rows of a and b, the summed index.</param>
    /// <param name="k">Columns of a.</param>
    /// <param name="n">Columns of b.</param>
    /// <param name="team">Threads to share the work with, or null.</param>
    /// <exception cref="ArgumentException">A span's length is not the product of its dimensions, or c overlaps a factor.</exception>
    public static void MultiplyTransposedLeft(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, Team? team = null)
    {
        Check(a.Length, m, k, nameof(a));
        Check(b.Length, m, n, nameof(b));
        Check(c.Length, k, n, nameof(c));
        CheckDisjoint(a, b, c);
        Run(a, (1, k), b, (n, false), c, (k, m, n), team);
    }

    /// <summary>c = a · bᵀ: the gradient of a dense layer's input.</summary>
    /// <param name="a">Left factor <c>[m, n]</c>.</param>
    /// <param name="b">Right factor <c>[k, n]</c>.</param>
    /// <param name="c">Result <c>[m, k]</c>, overwritten; no part of a or b.</param>
    /// <param name="m">Rows of a.</param>
    /// <param name="k">Rows of b.</param>
    /// <param name="n">Columns of a and b, the summed index.</param>
    /// <param name="team">Threads to share the work with, or null.</param>
    /// <exception cref="ArgumentException">A span's length is not the product of its dimensions, or c overlaps a factor.</exception>
    public static void MultiplyTransposedRight(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int n, Team? team = null)
    {
        Check(a.Length, m, n, nameof(a));
        Check(b.Length, k, n, nameof(b));
        Check(c.Length, m, k, nameof(c));
        CheckDisjoint(a, b, c);
        Run(a, (n, 1), b, (n, true), c, (m, n, k), team);
    }

    /// <summary>c = A · b, A read by strides.</summary>
    private static void Run(
        ReadOnlySpan<float> a,
        (int Row, int Depth) strides,
        ReadOnlySpan<float> b,
        (int Stride, bool Transposed) right,
        Span<float> c,
        (int Rows, int Depth, int Columns) sizes,
        Team? team)
    {
        (int rows, int depth, int columns) = sizes;
        if (depth == 0)
        {
            c.Clear();
            return;
        }

        fixed (float* first = a, second = b, result = c)
        {
            int turned = Turned(strides.Row == 1, right.Transposed, sizes);
            if (turned < columns)
            {
                LeftFactor left = new(first, strides.Row, strides.Depth);
                RightFactor part = new(second, right.Stride, second + b.Length, right.Transposed);
                Share(new ProductWork(left, part, new Strided(result, columns), false, rows, depth, columns - turned, ProductBlock.HasFewRows(rows) ? Blocking.FewRows : Blocking.Usual), sizes, team);
            }

            if (turned > 0)
            {
                int from = columns - turned;
                LeftFactor left = right.Transposed ? new(second, right.Stride, 1) : new(second + from, 1, right.Stride);
                RightFactor part = new(first, Math.Max(strides.Row, strides.Depth), first + a.Length, strides.Depth == 1);
                Share(new ProductWork(left, part, new Strided(result + from, columns), true, turned, depth, rows, Blocking.Usual), sizes, team);
            }
        }
    }

    /// <summary>How many of the last columns are computed as rows, cᵀ = bᵀ · aᵀ: few ones, which fill no lane; or all, where the right factor would be transposed for few rows.</summary>
    private static int Turned(bool leftInColumns, bool rightTransposed, (int Rows, int Depth, int Columns) sizes)
    {
        (int rows, int depth, int columns) = sizes;
        if (rightTransposed)
        {
            // What is laid out anew is the left factor and the result instead; rows that fill no lane would waste more.
            bool fewer = 2L * rows * (depth + columns) <= (long)depth * columns;
            return fewer && rows < WorthTransposing && rows % WidestLane == 0 ? columns : 0;
        }

        int thin = rows < WorthTurning ? 0 : leftInColumns ? ThinBesideWholeRows : ThinBesideColumns;
        int rest = columns % WidestLane;
        return columns <= thin ? columns : leftInColumns && rest <= thin ? rest : 0;
    }

    private static void Share(in ProductWork work, (int Rows, int Depth, int Columns) sizes, Team? team)
    {
        bool shared = team is { Threads: > 1 } && IsShared(sizes.Rows, sizes.Depth, sizes.Columns);
        work.Run(shared ? team : null);
    }

    private static void Check(int length, int rows, int columns, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (length != (long)rows * columns)
        {
            throw new ArgumentException($"The span has {length} elements; a matrix of {rows} rows and {columns} columns has {(long)rows * columns}.", name);
        }
    }

    private static void CheckDisjoint(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> target)
    {
        if (a.Overlaps(target) || b.Overlaps(target))
        {
            throw new ArgumentException("The result overlaps a factor; give it memory of its own.", nameof(target));
        }
    }
}
