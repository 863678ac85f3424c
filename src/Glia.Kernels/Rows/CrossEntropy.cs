using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>
/// Cross-entropy in nats of a class c and the probabilities p that softmax makes of a row of logits z, with its gradient, in one pass:
/// ℓ = −ln p_c and ∂ℓ/∂zⱼ = pⱼ − [j = c].
/// </summary>
/// <remarks>
/// ℓ = ln(1 + Σ′e^(zⱼ − m)) − (z_c − m) with the largest logit m, whose term 1 is left out of the sum, so that no digit is lost where it is
/// far ahead of the rest; in the gradient at c the other terms stand over the sum, which does not cancel. Lanes run across rows, in double;
/// sums run over ascending classes, so that a row's bits depend on that row only. Gradients are rounded to float once: within 0.51 ulp.
/// </remarks>
public static class CrossEntropy
{
    private const int Lanes = Transposition.Lanes;

    /// <summary>Losses and gradients of rows.</summary>
    /// <param name="logits">Logits <c>[rows, classes]</c>.</param>
    /// <param name="targets">The index of each row's class, as a float: a whole number from 0 to classes − 1.</param>
    /// <param name="scale">What the gradient is multiplied by before it is rounded, such as 1/rows.</param>
    /// <param name="losses">Gets ℓ of each row, not scaled.</param>
    /// <param name="gradient">Gets scale·∂ℓ/∂z <c>[rows, classes]</c>; may be <paramref name="logits"/>; empty: only losses are wanted.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or a target is no class.</exception>
    public static void Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, double scale, Span<double> losses, Span<float> gradient)
    {
        int rows = targets.Length;
        if (rows == 0 || logits.Length % rows != 0 || losses.Length != rows || (!gradient.IsEmpty && gradient.Length != logits.Length))
        {
            throw new ArgumentException(
                $"{rows} targets do not fit {logits.Length} logits, {losses.Length} losses and {gradient.Length} gradients.", nameof(targets));
        }

        int classes = logits.Length / rows;
        foreach (float target in targets)
        {
            if (!(target >= 0 && target < classes && target == MathF.Floor(target)))
            {
                throw new ArgumentException($"A target is {target}, not the index of one of {classes} classes.", nameof(targets));
            }
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Rows<Double8>(logits, targets, scale, losses, gradient);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Rows<Double4>(logits, targets, scale, losses, gradient);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Rows<Double2>(logits, targets, scale, losses, gradient);
        }
        else
        {
            Rows<Double1>(logits, targets, scale, losses, gradient);
        }
    }

    private static void Rows<TLane>(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, double scale, Span<double> losses, Span<float> gradient)
        where TLane : struct, IDoubleLane<TLane>
    {
        int classes = logits.Length / targets.Length;
        int length = classes * Lanes;
        Span<byte> memory = Scratch.Take((length * sizeof(float)) + (classes * TLane.Width * sizeof(double)));
        Span<float> columns = MemoryMarshal.Cast<byte, float>(memory[..(length * sizeof(float))]);
        Span<double> terms = MemoryMarshal.Cast<byte, double>(memory[(length * sizeof(float))..]);
        Span<float> classOf = stackalloc float[Lanes];
        Span<double> loss = stackalloc double[Lanes];
        for (int row = 0; row < targets.Length; row += Lanes)
        {
            // The last rows may fill no lane; others stay where they are.
            int count = Math.Min(Lanes, targets.Length - row);
            bool whole = count == Lanes;
            if (!whole)
            {
                targets[row..].CopyTo(classOf);
            }

            ReadOnlySpan<float> own = whole ? targets.Slice(row, Lanes) : classOf;
            Span<double> to = whole ? losses.Slice(row, Lanes) : loss;
            Transposition.In(logits.Slice(row * classes, count * classes), count, classes, columns);
            for (int lane = 0; lane < count; lane += TLane.Width)
            {
                Across<TLane>(ref columns[lane], terms, in own[lane], scale, !gradient.IsEmpty).Store(ref to[lane]);
            }

            if (!whole)
            {
                loss[..count].CopyTo(losses[row..]);
            }

            if (!gradient.IsEmpty)
            {
                Transposition.Out(columns, count, classes, gradient.Slice(row * classes, count * classes));
            }
        }
    }

    /// <summary>As many rows as the lane is wide, one to an element: gradients in place of the logits, and losses.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane Across<TLane>(ref float columns, Span<double> terms, ref readonly float classOf, double scale, bool gradient)
        where TLane : struct, IDoubleLane<TLane>
    {
        int classes = terms.Length / TLane.Width;
        ref double term0 = ref MemoryMarshal.GetReference(terms);
        TLane target = TLane.Load(in classOf);
        TLane largest = TLane.Load(in columns);
        TLane place = TLane.Of(0.0);
        TLane own = largest;
        for (nint j = 1; j < classes; j++)
        {
            TLane z = TLane.Load(in Unsafe.Add(ref columns, j * Lanes));
            TLane index = TLane.Of((float)j);
            TLane larger = TLane.LessThan(largest, z);
            largest = TLane.Select(larger, z, largest);
            place = TLane.Select(larger, index, place);
            own = TLane.Select(TLane.Equal(target, index), z, own);
        }

        TLane rest = TLane.Of(0.0);
        TLane others = TLane.Of(0.0);
        for (nint j = 0; j < classes; j++)
        {
            TLane index = TLane.Of((float)j);
            TLane term = Exp.OfNegative(TLane.Load(in Unsafe.Add(ref columns, j * Lanes)) - largest);
            term.Store(ref Unsafe.Add(ref term0, j * TLane.Width));
            rest += TLane.Select(TLane.Equal(place, index), TLane.Of(0.0), term);
            others = TLane.Select(TLane.Equal(target, index), term, others);
        }

        TLane sum = TLane.Of(1.0) + rest;
        others = TLane.Select(TLane.Equal(target, place), rest, sum - others);
        TLane factor = TLane.Of(scale) / sum;
        for (nint j = 0; gradient && j < classes; j++)
        {
            TLane share = TLane.Select(TLane.Equal(target, TLane.Of((float)j)), -others, TLane.Load(in Unsafe.Add(ref term0, j * TLane.Width)));
            (share * factor).Store(ref Unsafe.Add(ref columns, j * Lanes));
        }

        return Log1p.OfSum(rest) - (own - largest);
    }
}
