using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Onnx.Importing;

/// <summary>Makes networks of what was read.</summary>
internal static class NetworkBuilder
{
    /// <summary>2²⁸ floats are 1 GiB.</summary>
    private const long MostParameters = 1L << 28;

    /// <summary>Makes a network.</summary>
    /// <param name="plan">What its first layer's inputs are of the numbers that go in.</param>
    /// <param name="steps">The layers, at least one.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <returns>The network, and whether a dense layer was put in front.</returns>
    public static (Network Network, bool IsLonger) Build(FrontPlan plan, IReadOnlyList<Step> steps, string source)
    {
        if (steps.Count == 0)
        {
            throw new GliaException($"{source}: No layer was found between the model's inputs and its output.");
        }

        List<Step> layers = [.. steps];
        bool isLonger = false;
        if (!plan.IsIdentity)
        {
            isLonger = layers[0].Spec is not DenseSpec;
            if (isLonger)
            {
                layers.Insert(0, new Step(new DenseSpec(plan.Forms.Count), [], ""));
            }

            layers[0] = Folded(plan, layers[0], source);
        }

        try
        {
            Network network = Network.Create(plan.Inputs, [.. layers.Select(step => step.Spec)], seed: 0);
            for (int i = 0; i < layers.Count; i++)
            {
                Fill(network.Layers[i], layers[i], source);
            }

            return (network, isLonger);
        }
        catch (GliaException error) when (!error.Message.StartsWith(source, StringComparison.Ordinal))
        {
            throw new GliaException($"{source}: {error.Message}", error);
        }
    }

    private static void Fill(Layer layer, Step step, string source)
    {
        int next = 0;
        foreach (Parameter parameter in layer.Parameters)
        {
            Copy(parameter.Values);
        }

        foreach (StateTensor state in layer.State)
        {
            Copy(state.Values);
        }

        void Copy(Span<float> to)
        {
            float[] from = next < step.Numbers.Count ? step.Numbers[next++] : [];
            if (from.Length != to.Length)
            {
                throw new GliaException($"{source}: The layer '{Files.Text.Short(step.Node)}' has {from.Length} numbers where {to.Length} are needed.");
            }

            from.CopyTo(to);
        }
    }

    /// <summary>The first dense layer for the numbers that go in: each of its inputs is a sum of those.</summary>
    private static Step Folded(FrontPlan plan, Step first, string source)
    {
        int units = ((DenseSpec)first.Spec).Units;
        if ((long)plan.Inputs * units > MostParameters)
        {
            throw new GliaException($"{source}: {plan.Inputs} inputs into {units} units are more weights than the {MostParameters} that are read.");
        }

        double[] weights = new double[plan.Inputs * units], bias = new double[units];
        for (int j = 0; j < plan.Forms.Count; j++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                double weight = first.Numbers.Count > 0 ? first.Numbers[0][(j * units) + unit] : j == unit ? 1 : 0;
                bias[unit] += plan.Forms[j].Constant == 0 ? 0 : weight * plan.Forms[j].Constant;
                foreach ((int input, double factor) in plan.Forms[j].Terms)
                {
                    weights[(input * units) + unit] += weight * factor;
                }
            }
        }

        return first with
        {
            Numbers = [Array.ConvertAll(weights, value => (float)value), [.. bias.Select((value, unit) => (float)(value + (first.Numbers.Count > 0 ? first.Numbers[1][unit] : 0)))]],
        };
    }
}
