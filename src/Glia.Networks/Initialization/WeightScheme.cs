using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;
using Glia.Networks.Numbers;

namespace Glia.Networks.Initialization;

/// <summary>How the weights of a dense layer start. All schemes have mean zero; the file of each says its variance.</summary>
internal abstract class WeightScheme
{
    /// <summary>Canonical text with the gain in use.</summary>
    public abstract string Text { get; }

    /// <summary>Fills W [inputs, outputs].</summary>
    public abstract void Fill(Span<float> weights, int inputs, int outputs, RandomStream stream);

    /// <summary>
    /// The scheme of a text; null chooses by the activation that follows: its scheme and gain (normal for He and LeCun,
    /// uniform for Glorot, the pairs used in the papers and in Keras), and Glorot uniform where none follows (outputs).
    /// </summary>
    public static WeightScheme Choose(string? text, Activation? following)
    {
        if (text is not null)
        {
            return Parse(text, following);
        }

        if (following is null)
        {
            return new Glorot(1, uniform: true);
        }

        double gain = following.Info.Gain;
        return following.Info.Initialization switch
        {
            "he" => new He(gain, uniform: false),
            "lecun" => new LeCun(gain, uniform: false),
            _ => new Glorot(gain, uniform: true),
        };
    }

    private static WeightScheme Parse(string text, Activation? following)
    {
        NamedText named = NamedText.Parse(text, "initialization");
        bool uniform = named.Name.EndsWith("_uniform", StringComparison.Ordinal);
        double heGain = following?.Info.Initialization == "he" ? following.Info.Gain : Math.Sqrt(2);
        double Gain(double otherwise) => named.Take("gain", otherwise, 0, 1000, openLow: true);
        WeightScheme scheme = named.Name switch
        {
            "glorot_uniform" or "glorot_normal" => new Glorot(Gain(1), uniform),
            "he_uniform" or "he_normal" => new He(Gain(heGain), uniform),
            "lecun_uniform" or "lecun_normal" => new LeCun(Gain(1), uniform),
            "orthogonal" => new Orthogonal(Gain(1)),
            _ => throw named.Unknown(["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "orthogonal"]),
        };
        named.Done();
        return scheme;
    }

    /// <summary>Independent draws with mean zero and the given variance.</summary>
    private protected static void Draw(Span<float> weights, double variance, bool uniform, RandomStream stream)
    {
        // A uniform number in [−a, a] has variance a²/3.
        float deviation = (float)Math.Sqrt(variance);
        float limit = (float)Math.Sqrt(3 * variance);
        if (!uniform)
        {
            stream.NextNormals(weights);
            Spans.Scale(weights, deviation);
            return;
        }

        stream.NextSingles(weights);
        foreach (ref float weight in weights)
        {
            weight = ((2 * weight) - 1) * limit;
        }
    }
}
