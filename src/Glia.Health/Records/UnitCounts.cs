using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Health.Records;

/// <summary>
/// Counts over rows, per unit: z &gt; 0, z below and above the saturation interval, largest and smallest z. One pass over
/// z [rows, units], eight or sixteen units at a time with the counters in registers; no allocation.
/// </summary>
internal sealed partial class UnitCounts
{
    private readonly float _lowEnd;
    private readonly float _highEnd;
    private readonly bool _hasEnds;
    private readonly int[] _fired;
    private readonly int[] _low;
    private readonly int[] _high;
    private readonly float[] _max;
    private readonly float[] _min;

    /// <summary>Sets up for a layer.</summary>
    /// <param name="units">Number of units.</param>
    /// <param name="lowEnd">Below it the function is flat; −∞ where it never is.</param>
    /// <param name="highEnd">Above it the function is flat; +∞ where it never is.</param>
    public UnitCounts(int units, float lowEnd, float highEnd)
    {
        (_lowEnd, _highEnd) = (lowEnd, highEnd);
        _hasEnds = float.IsFinite(lowEnd) || float.IsFinite(highEnd);
        (Fired, Low, High) = (new long[units], new long[units], new long[units]);
        (Max, Min) = (new float[units], new float[units]);
        (_fired, _low, _high) = (new int[units], new int[units], new int[units]);
        (_max, _min) = (new float[units], new float[units]);
        Clear();
    }

    /// <summary>Gets the number of units.</summary>
    public int Units => Fired.Length;

    /// <summary>Gets the rows counted: those with finite z only.</summary>
    public long Rows { get; private set; }

    /// <summary>Gets the rows left out because a z was NaN or infinite.</summary>
    public long NonFiniteRows { get; private set; }

    /// <summary>Gets, per unit, the rows with z &gt; 0.</summary>
    public long[] Fired { get; }

    /// <summary>Gets, per unit, the rows with z below the saturation interval.</summary>
    public long[] Low { get; }

    /// <summary>Gets, per unit, the rows with z above the saturation interval.</summary>
    public long[] High { get; }

    /// <summary>Gets, per unit, the largest z.</summary>
    public float[] Max { get; }

    /// <summary>Gets, per unit, the smallest z.</summary>
    public float[] Min { get; }

    /// <summary>Gets, per unit, the rows with z &gt; 0 in the rows added last.</summary>
    public ReadOnlySpan<int> FiredLast => _fired;

    /// <summary>Gets the largest |z| of the rows added last.</summary>
    public float LargestLast { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (Rows, NonFiniteRows, LargestLast) = (0, 0, 0);
        Array.Clear(Fired);
        Array.Clear(Low);
        Array.Clear(High);
        Array.Fill(Max, float.NegativeInfinity);
        Array.Fill(Min, float.PositiveInfinity);
    }

    /// <summary>Counts rows.</summary>
    /// <param name="z">Pre-activations [rows, units].</param>
    /// <param name="rows">Number of rows.</param>
    /// <returns>False when a z is NaN or infinite; those rows are left out.</returns>
    public bool Add(ReadOnlySpan<float> z, int rows)
    {
        if (Pass(z, rows))
        {
            Commit(rows);
            return true;
        }

        AddRowByRow(z, rows);
        return false;
    }

    /// <summary>Something is broken, so allocating is no matter.</summary>
    private void AddRowByRow(ReadOnlySpan<float> z, int rows)
    {
        int[] fired = new int[Units];
        float largest = 0;
        for (int row = 0; row < rows; row++)
        {
            if (!Pass(z.Slice(row * Units, Units), 1))
            {
                NonFiniteRows++;
                continue;
            }

            Commit(1);
            largest = Math.Max(largest, LargestLast);
            for (int unit = 0; unit < fired.Length; unit++)
            {
                fired[unit] += _fired[unit];
            }
        }

        fired.CopyTo(_fired, 0);
        LargestLast = largest;
    }

    /// <summary>
    /// Blocks of units; the last block overlaps the one before, which is harmless: results are stored, not added.
    /// </summary>
    private bool Pass(ReadOnlySpan<float> z, int rows)
    {
        bool wide = !_hasEnds && Units >= 2 * Vector256<float>.Count;
        int block = wide ? 2 * Vector256<float>.Count : Units >= Vector256<float>.Count ? Vector256<float>.Count : 1;
        int widest = WideBlock;
        block = Math.Max(block, widest);
        bool finite = true;
        for (int unit = 0; unit < Units; unit += block)
        {
            int at = Math.Min(unit, Units - block);
            finite &= widest > 0 ? PassWide(z, rows, widest, at) : wide ? PassSixteen(z, rows, at) : block > 1 ? PassEight(z, rows, at) : PassOne(z, rows, at);
        }

        return finite;
    }

    /// <summary>Two blocks of eight at once, no ends: the chains of max and min are long, and two of them overlap.</summary>
    private bool PassSixteen(ReadOnlySpan<float> z, int rows, int unit)
    {
        Vector256<float> maxA = Vector256.Create(float.NegativeInfinity), minA = Vector256.Create(float.PositiveInfinity);
        Vector256<float> maxB = maxA, minB = minA, poisonA = Vector256<float>.Zero, poisonB = Vector256<float>.Zero;
        Vector256<int> firedA = Vector256<int>.Zero, firedB = Vector256<int>.Zero;
        ref float first = ref MemoryMarshal.GetReference(z);
        nuint at = (nuint)unit, stride = (nuint)Units;
        for (int row = 0; row < rows; row++, at += stride)
        {
            Vector256<float> a = Vector256.LoadUnsafe(ref first, at), b = Vector256.LoadUnsafe(ref first, at + 8);
            firedA -= Vector256.GreaterThan(a, Vector256<float>.Zero).AsInt32();
            firedB -= Vector256.GreaterThan(b, Vector256<float>.Zero).AsInt32();
            maxA = Vector256.MaxNative(a, maxA);
            maxB = Vector256.MaxNative(b, maxB);
            minA = Vector256.MinNative(a, minA);
            minB = Vector256.MinNative(b, minB);
            poisonA = Vector256.MultiplyAddEstimate(a, Vector256<float>.Zero, poisonA);
            poisonB = Vector256.MultiplyAddEstimate(b, Vector256<float>.Zero, poisonB);
        }

        firedA.CopyTo(_fired, unit);
        firedB.CopyTo(_fired, unit + 8);
        maxA.CopyTo(_max, unit);
        maxB.CopyTo(_max, unit + 8);
        minA.CopyTo(_min, unit);
        minB.CopyTo(_min, unit + 8);
        return Vector256.EqualsAll(poisonA + poisonB, Vector256<float>.Zero);
    }

    private bool PassEight(ReadOnlySpan<float> z, int rows, int unit)
    {
        Vector256<float> max = Vector256.Create(float.NegativeInfinity), min = Vector256.Create(float.PositiveInfinity);
        Vector256<float> lowEnd = Vector256.Create(_lowEnd), highEnd = Vector256.Create(_highEnd);
        Vector256<float> poison = Vector256<float>.Zero;
        Vector256<int> fired = Vector256<int>.Zero, low = Vector256<int>.Zero, high = Vector256<int>.Zero;
        ref float first = ref MemoryMarshal.GetReference(z);
        nuint at = (nuint)unit, stride = (nuint)Units;
        for (int row = 0; row < rows; row++, at += stride)
        {
            Vector256<float> value = Vector256.LoadUnsafe(ref first, at);

            // A true comparison is all ones, that is −1.
            fired -= Vector256.GreaterThan(value, Vector256<float>.Zero).AsInt32();
            low -= Vector256.LessThan(value, lowEnd).AsInt32();
            high -= Vector256.GreaterThan(value, highEnd).AsInt32();
            max = Vector256.MaxNative(value, max);
            min = Vector256.MinNative(value, min);

            // 0 for finite values, NaN for all others, and NaN it stays.
            poison = Vector256.MultiplyAddEstimate(value, Vector256<float>.Zero, poison);
        }

        fired.CopyTo(_fired, unit);
        low.CopyTo(_low, unit);
        high.CopyTo(_high, unit);
        max.CopyTo(_max, unit);
        min.CopyTo(_min, unit);
        return Vector256.EqualsAll(poison, Vector256<float>.Zero);
    }

    private bool PassOne(ReadOnlySpan<float> z, int rows, int unit)
    {
        int fired = 0, low = 0, high = 0;
        float max = float.NegativeInfinity, min = float.PositiveInfinity, poison = 0;
        for (int at = unit, end = rows * Units; at < end; at += Units)
        {
            float value = z[at];
            fired += value > 0 ? 1 : 0;
            low += value < _lowEnd ? 1 : 0;
            high += value > _highEnd ? 1 : 0;
            max = value > max ? value : max;
            min = value < min ? value : min;
            poison += value * 0;
        }

        (_fired[unit], _low[unit], _high[unit], _max[unit], _min[unit]) = (fired, low, high, max, min);
        return poison == 0;
    }

    private void Commit(int rows)
    {
        AddTo(Fired, _fired);
        if (_hasEnds)
        {
            AddTo(Low, _low);
            AddTo(High, _high);
        }

        Vector256<float> largest = Vector256<float>.Zero;
        int unit = 0;
        for (; unit <= _max.Length - Vector256<float>.Count; unit += Vector256<float>.Count)
        {
            Vector256<float> max = Vector256.LoadUnsafe(ref _max[0], (nuint)unit), min = Vector256.LoadUnsafe(ref _min[0], (nuint)unit);
            Vector256.MaxNative(Vector256.LoadUnsafe(ref Max[0], (nuint)unit), max).StoreUnsafe(ref Max[0], (nuint)unit);
            Vector256.MinNative(Vector256.LoadUnsafe(ref Min[0], (nuint)unit), min).StoreUnsafe(ref Min[0], (nuint)unit);
            largest = Vector256.MaxNative(largest, Vector256.MaxNative(max, -min));
        }

        Vector128<float> four = Vector128.MaxNative(largest.GetLower(), largest.GetUpper());
        four = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        LargestLast = Math.Max(four[0], four[1]);
        for (; unit < _max.Length; unit++)
        {
            (float max, float min) = (_max[unit], _min[unit]);
            Max[unit] = Math.Max(Max[unit], max);
            Min[unit] = Math.Min(Min[unit], min);
            LargestLast = Math.Max(LargestLast, Math.Max(max, -min));
        }

        Rows += rows;
    }

    private static void AddTo(long[] sums, int[] counts)
    {
        int unit = 0;
        for (; unit <= counts.Length - Vector<int>.Count; unit += Vector<int>.Count)
        {
            Vector.Widen(new Vector<int>(counts.AsSpan(unit)), out Vector<long> low, out Vector<long> high);
            (new Vector<long>(sums.AsSpan(unit)) + low).CopyTo(sums, unit);
            (new Vector<long>(sums.AsSpan(unit + Vector<long>.Count)) + high).CopyTo(sums, unit + Vector<long>.Count);
        }

        for (; unit < counts.Length; unit++)
        {
            sums[unit] += counts[unit];
        }
    }
}
