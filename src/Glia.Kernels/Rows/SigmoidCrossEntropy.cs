using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>
/// Cross-entropy in nats of a probability t and the probability σ(z) of a logit z, with its gradient, element by element, in one pass:
/// ℓ = max(z, 0) − z·t + ln(1 + e^−|z|) and ∂ℓ/∂z = (1 − t)·σ(z) − t·σ(−z).
/// </summary>
/// <remarks>
/// The logarithm's argument is at most 2, so nothing overflows; where t is 0 or 1 nothing cancels, in the gradient neither, and it is rounded to float once: within 0.51 ulp.
/// Lanes are in double; an element's bits depend on that element only.
/// </remarks>
public static class SigmoidCrossEntropy
{
    private const int WidestLane = 8;

    /// <summary>Losses and gradients of logits.</summary>
    /// <param name="logits">Logits, one for each target.</param>
    /// <param name="targets">Probabilities from 0 to 1; not checked.</param>
    /// <param name="scale">What the gradient is multiplied by before it is rounded, such as 1/rows.</param>
    /// <param name="losses">Gets ℓ of each logit, not scaled.</param>
    /// <param name="gradient">Gets scale·∂ℓ/∂z of each; may be <paramref name="logits"/>; empty: only losses are wanted.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Evaluate(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, double scale, Span<double> losses, Span<float> gradient)
    {
        if (targets.Length != logits.Length || losses.Length != logits.Length || (!gradient.IsEmpty && gradient.Length != logits.Length))
        {
            throw new ArgumentException($"{targets.Length} targets, {losses.Length} losses and {gradient.Length} gradients do not fit {logits.Length} logits.", nameof(targets));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Lanes<Double8>(logits, targets, scale, losses, gradient);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Lanes<Double4>(logits, targets, scale, losses, gradient);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Lanes<Double2>(logits, targets, scale, losses, gradient);
        }
        else
        {
            Lanes<Double1>(logits, targets, scale, losses, gradient);
        }
    }

    private static void Lanes<TLane>(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, double scale, Span<double> losses, Span<float> gradient)
        where TLane : struct, IDoubleLane<TLane>
    {
        int done = 0;
        for (; done <= logits.Length - TLane.Width; done += TLane.Width)
        {
            TLane slope = One(TLane.Load(in logits[done]), TLane.Load(in targets[done]), TLane.Of(scale), out TLane loss);
            loss.Store(ref losses[done]);
            if (!gradient.IsEmpty)
            {
                slope.Store(ref gradient[done]);
            }
        }

        if (done < logits.Length)
        {
            Rest<TLane>(logits[done..], targets[done..], scale, losses[done..], gradient.IsEmpty ? gradient : gradient[done..]);
        }
    }

    /// <summary>The last elements, which do not fill a lane.</summary>
    private static void Rest<TLane>(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, double scale, Span<double> losses, Span<float> gradient)
        where TLane : struct, IDoubleLane<TLane>
    {
        Span<float> z = stackalloc float[WidestLane], t = stackalloc float[WidestLane];
        Span<double> all = stackalloc double[WidestLane];
        z.Clear();
        t.Clear();
        logits.CopyTo(z);
        targets.CopyTo(t);
        One(TLane.Load(in z[0]), TLane.Load(in t[0]), TLane.Of(scale), out TLane loss).Store(ref z[0]);
        loss.Store(ref all[0]);
        all[..losses.Length].CopyTo(losses);
        z[..gradient.Length].CopyTo(gradient);
    }

    /// <summary>The gradients of a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane One<TLane>(TLane z, TLane t, TLane scale, out TLane loss)
        where TLane : struct, IDoubleLane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane one = TLane.Of(1.0);
        TLane small = Exp.OfNegative(-TLane.Abs(z));
        loss = (TLane.AtLeast(z, zero) - (z * t)) + Log1p.OfUnit(small);

        // σ(z) and σ(−z) over 1 + e^−|z|.
        TLane above = TLane.WhereLess(z, zero, small, one);
        TLane below = TLane.WhereLess(z, zero, one, small);
        return (((one - t) * above) - (t * below)) * (scale / (one + small));
    }
}
