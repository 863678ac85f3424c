using System.Globalization;
using Glia.Kernels.Activations;
using Glia.Verification.Series;

namespace Glia.Verification.Sweep;

/// <summary>The parameters at which a function is verified besides its own: made from the description, for the whole catalogue by the same rule.</summary>
internal static class ParameterGrid
{
    /// <summary>
    /// What is promised at any parameters, in units of the last place. Correct rounding nearly everywhere; but a·tanh(b·x) may lie 2⁻¹²⁰ beside a tie.
    /// </summary>
    public const double Bound = 0.51;

    /// <summary>Values that no formula is made for, from hardly anything to a lot, tried where they are allowed.</summary>
    private static readonly float[] Odd = [-41.7f, -1.3f, -0.037f, 0, 1e-4f, 0.037f, 0.33333334f, 0.9999999f, 1, 1.702f, 3, 41.7f, 1234.5f];

    /// <summary>Where a parameter has no limit, its extremes are these: 10⁵ times a slope or a steepness is beyond all use.</summary>
    private const float Extreme = 1e5f;

    /// <summary>
    /// All functions that differ from the given one in one parameter, which is an odd value, an end of its range or the default; and those
    /// where all parameters are odd.
    /// </summary>
    public static List<Activation> Of(Activation activation)
    {
        // A user's own function cannot be made from text.
        if (!ActivationCatalog.TryParse(activation.Text, out Activation? known, out _) || known.Info.Formula != activation.Info.Formula)
        {
            return [];
        }

        IReadOnlyList<ActivationParameter> parameters = activation.Info.Parameters;
        var texts = new List<string>();
        foreach (ActivationParameter parameter in parameters)
        {
            texts.AddRange(Values(parameter).Select(value => Text(activation, parameters, p => p == parameter ? value : activation.Parameters[p.Name])));
        }

        if (parameters.Count > 1)
        {
            for (int shift = 0; shift < Odd.Length; shift++)
            {
                float[][] all = [.. parameters.Select(parameter => Values(parameter).ToArray())];
                texts.Add(Text(activation, parameters, p => all[IndexOf(parameters, p)][(shift + (3 * IndexOf(parameters, p))) % all[IndexOf(parameters, p)].Length]));
            }
        }

        // Parameters that do not go together, like low above high, are left out, and those where the formula is 0/0.
        var functions = new List<Activation>();
        foreach (string text in texts.Distinct(StringComparer.Ordinal))
        {
            if (ActivationCatalog.TryParse(text, out Activation? function, out _) && function.Text != activation.Text && functions.All(other => other.Text != function.Text)
                && new Oracle(function).Value(1f).IsKnown)
            {
                functions.Add(function);
            }
        }

        return functions;
    }

    private static int IndexOf(IReadOnlyList<ActivationParameter> parameters, ActivationParameter parameter) => parameters.TakeWhile(p => p != parameter).Count();

    private static IEnumerable<float> Values(ActivationParameter parameter)
    {
        float low = (float)Math.Max(parameter.Range.Low, -Extreme);
        float high = (float)Math.Min(parameter.Range.High, Extreme);
        return Odd.Append(low).Append(high).Append(parameter.Default).Where(value => parameter.Allows(value)).Distinct().Order();
    }

    private static string Text(Activation activation, IReadOnlyList<ActivationParameter> parameters, Func<ActivationParameter, float> value) =>
        $"{activation.Info.Name}({string.Join(", ", parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={value(p):R}")))})";
}
