using Glia.Networks.Numbers;

namespace Glia.Networks.Training;

/// <summary>What happens to a gradient between the backward pass and the optimizer.</summary>
internal static class GradientRules
{
    /// <summary>Whether anything is to happen to it.</summary>
    public static bool AnyIn(TrainingOptions options) => options.ClipNorm > 0 || options.ClipValue > 0 || options.L1 > 0 || options.L2 > 0;

    /// <summary>Clips by global norm: g ← g·limit/‖g‖ where ‖g‖ exceeds the limit. Pascanu, Mikolov and Bengio, arXiv:1211.5063.</summary>
    public static void ClipNorm(Span<float> gradient, double norm, double limit)
    {
        if (limit > 0 && norm > limit)
        {
            Spans.Scale(gradient, (float)(limit / norm));
        }
    }

    /// <summary>Clips every value into [−limit, limit]; NaN stays.</summary>
    public static void ClipValue(Span<float> gradient, double limit)
    {
        if (limit <= 0)
        {
            return;
        }

        float high = (float)limit;
        for (int i = 0; i < gradient.Length; i++)
        {
            float value = gradient[i];
            gradient[i] = value > high ? high : value < -high ? -high : value;
        }
    }

    /// <summary>Adds the gradients of λ₁·Σ|w| and ½·λ₂·Σw² over the parameters that decay.</summary>
    public static void AddPenalties(IReadOnlyList<Parameter> parameters, double l1, double l2)
    {
        if (l1 <= 0 && l2 <= 0)
        {
            return;
        }

        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Decays)
            {
                AddPenalty(parameters[i].Gradient, parameters[i].Values, (float)l1, (float)l2);
            }
        }
    }

    private static void AddPenalty(Span<float> gradient, ReadOnlySpan<float> values, float l1, float l2)
    {
        if (l2 > 0)
        {
            Spans.AddScaled(gradient, values, l2);
        }

        if (l1 > 0)
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] += values[i] > 0 ? l1 : values[i] < 0 ? -l1 : 0;
            }
        }
    }
}
