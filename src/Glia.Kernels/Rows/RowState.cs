using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>What a function made of e^(xᵢ − m) and their sum, m = max x, makes of them.</summary>
internal interface IRowEnd
{
    /// <summary>Gets a value indicating whether the function is one of −x.</summary>
    static virtual bool Negates => false;

    /// <summary>Gets a value indicating whether a row has one result, the constant; and that an infinite m is a result like others.</summary>
    static virtual bool Reduces => false;

    /// <summary>Gets a value indicating whether <see cref="RowState{TLane}.Others"/> is wanted, not only the sum.</summary>
    static virtual bool LeavesOneOut => false;

    /// <summary>Gets a value indicating whether a result is the term's share and nothing else.</summary>
    static virtual bool Shares => false;

    /// <summary>Gets a value indicating whether there is a gradient beside x.</summary>
    static virtual bool TakesGradient => false;

    /// <summary>What is summed of gradients.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="term">e^(x − m).</param>
    /// <param name="gradient">The gradient of the same element.</param>
    /// <returns>The summand.</returns>
    static virtual TLane Summand<TLane>(TLane term, TLane gradient)
        where TLane : struct, ILane<TLane> => gradient;

    /// <summary>What is the same for the whole row.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="row">The row's sums.</param>
    /// <returns>The constant.</returns>
    static virtual TLane Constant<TLane>(in RowState<TLane> row)
        where TLane : struct, ILane<TLane> => row.Inverse;

    /// <summary>The result of one element.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="difference">x − m.</param>
    /// <param name="term">e^(x − m).</param>
    /// <param name="gradient">The gradient, where there is one.</param>
    /// <param name="row">The row's sums and constant.</param>
    /// <returns>The result.</returns>
    static virtual TLane Value<TLane>(TLane difference, TLane term, TLane gradient, in RowState<TLane> row)
        where TLane : struct, ILane<TLane> => row.Constant;
}

/// <summary>What is known of one row, or of as many rows as the lane is wide.</summary>
/// <typeparam name="TLane">The lane.</typeparam>
internal struct RowState<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>m = max x.</summary>
    public TLane Maximum;

    /// <summary>What is added to x: −m, and +0 for both zeros, so that no difference is −0.</summary>
    public TLane Shift;

    /// <summary>In float, what rounds the exponents of terms, and divides them by a power of 2 (<see cref="Exp.Rounder{TLane}"/>).</summary>
    public TLane Rounder;

    /// <summary>In float, what smaller x are raised to: their terms are nothing beside the largest.</summary>
    public TLane Least;

    /// <summary>The sum of all terms.</summary>
    public TLane Sum;

    /// <summary>In float, what the sum lost by rounding (Kahan).</summary>
    public TLane Lost;

    /// <summary>The sum of all terms but one of the largest, whose 1 would cost digits; only if <see cref="IRowEnd.LeavesOneOut"/>.</summary>
    public TLane Others;

    /// <summary>The number of largest elements, likewise.</summary>
    public TLane Tops;

    /// <summary>The sum of <see cref="IRowEnd.Summand"/>.</summary>
    public TLane Gradients;

    /// <summary>1 / <see cref="Sum"/>.</summary>
    public TLane Inverse;

    /// <summary>In float, what <see cref="Inverse"/> lost by rounding, its own and the sum's.</summary>
    public TLane InverseRest;

    /// <summary>What <see cref="IRowEnd.Constant"/> gave.</summary>
    public TLane Constant;

    /// <summary>A term's share in the sum.</summary>
    /// <param name="term">The term.</param>
    /// <returns>term / sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TLane Share(TLane term) => Share(term, Inverse, InverseRest);

    /// <summary>The same with the row's numbers given.</summary>
    /// <param name="term">The term.</param>
    /// <param name="inverse"><see cref="Inverse"/>.</param>
    /// <param name="rest"><see cref="InverseRest"/>.</param>
    /// <returns>term / sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Share(TLane term, TLane inverse, TLane rest) =>
        TLane.Precision == LanePrecision.Single ? TLane.FusedMultiplyAdd(term, inverse, term * rest) : term * inverse;

    /// <summary>The sum of all terms but this one, without cancellation.</summary>
    /// <param name="difference">x − m of the element left out.</param>
    /// <param name="term">Its term.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TLane Without(TLane difference, TLane term) => TLane.Select(TLane.Equal(difference, TLane.Of(0.0)), Others, Sum - term);

    /// <summary>Begins the sums; the maximum is there.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin<TEnd>()
        where TEnd : struct, IRowEnd
    {
        TLane zero = TLane.Of(0.0);
        if (TLane.Precision == LanePrecision.Single)
        {
            // x − m would be rounded, and in the exponent that counts as many times as the exponent is larger than 1. So terms are divided by a power
            // of 2 instead, and m is subtracted only where all x that matter are so large that the difference is exact (Sterbenz).
            Shift = TLane.Select(TLane.LessThan(TLane.Abs(Maximum), TLane.Of(1024.0)), zero, zero - Maximum);
            TLane rest = Maximum + Shift;
            Rounder = Exp.Rounder(Exp.WholePower(rest) - FloatTerms.Raised);
            Least = rest - FloatTerms.Deep;
        }
        else
        {
            Shift = zero - (TEnd.Reduces ? Lane.Clamp(Maximum, -double.MaxValue, double.MaxValue) : Maximum);
        }

        Clear();
    }

    /// <summary>All sums start anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        TLane zero = TLane.Of(0.0);
        Sum = zero;
        Lost = zero;
        Others = zero;
        Tops = zero;
        Gradients = zero;
    }

    /// <summary>The term of x, counted in.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    /// <param name="x">The element.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <returns>e^(x − m).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Add<TEnd>(TLane x, TLane gradient)
        where TEnd : struct, IRowEnd
    {
        TLane term;
        if (TLane.Precision == LanePrecision.Single)
        {
            term = FloatTerms.Term(x + Shift, Least, Rounder);
            TLane next = term + Lost;
            TLane sum = Sum + next;
            Lost = next - (sum - Sum);
            Sum = sum;
            return term;
        }

        TLane difference = x + Shift;
        term = Exp.OfNegative(difference);
        if (TEnd.LeavesOneOut)
        {
            // A term that is NaN goes to the others.
            TLane zero = TLane.Of(0.0);
            TLane largest = TLane.Equal(difference, zero);
            Others += TLane.Select(largest, zero, term);
            Tops += TLane.Select(largest, term, zero);
        }
        else
        {
            Sum += term;
        }

        if (TEnd.TakesGradient)
        {
            Gradients += TEnd.Summand(term, gradient);
        }

        return term;
    }

    /// <summary>Ends the sums.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TEnd>()
        where TEnd : struct, IRowEnd
    {
        if (TEnd.LeavesOneOut)
        {
            Others += Tops - 1.0;
            Sum = TLane.Of(1.0) + Others;
        }

        Inverse = TLane.Of(1.0) / Sum;
        if (TLane.Precision == LanePrecision.Single)
        {
            InverseRest = Inverse * (TLane.FusedMultiplyAdd(-Sum, Inverse, 1.0) - (Lost * Inverse));
        }

        Constant = TEnd.Constant(in this);
    }
}
