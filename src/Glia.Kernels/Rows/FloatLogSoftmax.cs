using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The fast variant of log_softmax for rows that are not short: terms in float lanes along the row, and their logarithm once a row, in double.</summary>
/// <remarks>
/// What the largest element gets, −ln(1 + others), may be tiny, so that the others are summed without it. Terms are e^(x + shift)/2ᵏ as in
/// <see cref="RowState{TLane}"/>, with k lower by 60: others far below the largest keep their digits.
/// </remarks>
internal static class FloatLogSoftmax
{
    private const int Lanes = Transposition.Lanes;

    /// <summary>Terms are so many powers of 2 larger: 4096 of them are still numbers.</summary>
    private const int Raised = 60;

    /// <summary>e^x·2⁶⁰ rounds to 0 below.</summary>
    private const double Lowest = -146;

    private const double Ln2 = 0.6931471805599453;
    private const float InverseLn2 = 1.44269504f;

    /// <summary>Rows of floats.</summary>
    /// <typeparam name="TEnd">The function, which says that inputs are taken as they are.</typeparam>
    /// <param name="z">Input <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Output <c>[rows, units]</c>.</param>
    public static void Map<TEnd>(ReadOnlySpan<float> z, int units, Span<float> y)
        where TEnd : struct, IRowEnd
    {
        for (int at = 0; at < z.Length; at += units)
        {
            ReadOnlySpan<float> x = z.Slice(at, units);
            Span<float> to = y.Slice(at, units);
            if (Vector512.IsHardwareAccelerated)
            {
                Row<TEnd, Single16>(x, to);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Row<TEnd, Single8>(x, to);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Row<TEnd, Single4>(x, to);
            }
            else
            {
                Row<TEnd, Single1>(x, to);
            }
        }
    }

    private static void Row<TEnd, TLane>(ReadOnlySpan<float> x, Span<float> y)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        // What fills the last column up takes no part.
        int whole = x.Length - (x.Length % Lanes);
        Span<float> memory = stackalloc float[4 * Lanes];
        Span<float> last = memory[..Lanes], sums = memory.Slice(Lanes, Lanes), lost = memory.Slice(2 * Lanes, Lanes), tops = memory[(3 * Lanes)..];
        last.Fill(float.NegativeInfinity);
        x[whole..].CopyTo(last);
        ref float start = ref MemoryMarshal.GetReference(x);
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            TLane maxima = RowLoops.Largest<TEnd, TLane>(ref Unsafe.Add(ref start, lane), whole / Lanes);
            TLane.AtLeast(TLane.Load(in last[lane]), maxima).Store(ref sums[lane]);
        }

        float maximum = RowLoops.Largest(sums);
        if (!float.IsFinite(maximum))
        {
            y.Fill(float.NaN);
            return;
        }

        // As in RowState.
        float shift = MathF.Abs(maximum) < 1024 ? 0 : -maximum;
        float exponent = MathF.Round((maximum + shift) * InverseLn2) - Raised;
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            Others<TLane>(ref Unsafe.Add(ref start, lane), whole / Lanes, ref last[lane], maximum, shift, exponent, ref sums[lane], ref lost[lane], ref tops[lane]);
        }

        double others = 0, largest = 0;
        for (int i = 0; i < Lanes; i++)
        {
            others += (double)sums[i] + lost[i];
            largest += tops[i];
        }

        float logarithm = Logarithm((maximum + shift) - ((double)exponent * Ln2), others, largest - 1);
        ref float target = ref MemoryMarshal.GetReference(y);
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            Results<TLane>(ref Unsafe.Add(ref start, lane), ref Unsafe.Add(ref target, lane), whole / Lanes, ref last[lane], maximum, logarithm);
        }

        last[..(x.Length - whole)].CopyTo(y[whole..]);
    }

    /// <summary>ln(1 + tops + others/e^top).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Logarithm(double top, double others, double tops)
    {
        float logarithm = 0;
        Log1p.OfSum((Double1.Of(others) / Exp.Of(Double1.Of(top))) + Double1.Of(tops)).Store(ref logarithm);
        return logarithm;
    }

    /// <summary>Sums the terms of all but the largest elements, in four sums that take turns (<see cref="FloatTerms"/>), and counts the largest.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Others<TLane>(
        ref float columns, int count, ref float last, float maximum, float shift, float exponent, ref float sums, ref float lost, ref float tops)
        where TLane : struct, ILane<TLane>
    {
        FloatSum<TLane> first = default, second = default, third = default, fourth = default;
        var scale = new FloatScale<TLane>(maximum, shift, exponent, (maximum + shift) + Lowest);
        TLane largest = TLane.Of(0.0);
        int j = 0;
        for (; j + 4 <= count; j += 4)
        {
            first.Add(scale.Other(TLane.Load(in columns), ref largest));
            second.Add(scale.Other(TLane.Load(in Unsafe.Add(ref columns, Lanes)), ref largest));
            third.Add(scale.Other(TLane.Load(in Unsafe.Add(ref columns, 2 * Lanes)), ref largest));
            fourth.Add(scale.Other(TLane.Load(in Unsafe.Add(ref columns, 3 * Lanes)), ref largest));
            columns = ref Unsafe.Add(ref columns, 4 * Lanes);
        }

        for (; j < count; j++)
        {
            first.Add(scale.Other(TLane.Load(in columns), ref largest));
            columns = ref Unsafe.Add(ref columns, Lanes);
        }

        first.Add(scale.Other(TLane.Load(in last), ref largest));
        first.Join(second);
        third.Join(fourth);
        first.Join(third);
        first.Total.Store(ref sums);
        first.Lost.Store(ref lost);
        largest.Store(ref tops);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Results<TLane>(ref float columns, ref float results, int count, ref float last, float maximum, float logarithm)
        where TLane : struct, ILane<TLane>
    {
        // This way round the largest element gets −0 where the logarithm is too small for a float, as rounding gives.
        TLane m = TLane.Of(maximum);
        TLane l = TLane.Of(logarithm);
        for (int j = 0; j < count; j++)
        {
            (-((m - TLane.Load(in columns)) + l)).Store(ref results);
            columns = ref Unsafe.Add(ref columns, Lanes);
            results = ref Unsafe.Add(ref results, Lanes);
        }

        (-((m - TLane.Load(in last)) + l)).Store(ref last);
    }
}
