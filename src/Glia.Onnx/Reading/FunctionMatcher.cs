using System.Globalization;
using Glia.Kernels.Activations;

namespace Glia.Onnx.Reading;

/// <summary>
/// Says which function of the catalogue gives certain values: every function at its defaults, and with the constants found among the nodes as its
/// parameters. So it does not matter how an exporter wrote it.
/// </summary>
internal static class FunctionMatcher
{
    /// <summary>No two functions of the catalogue are closer than this at all points; exporters round their constants to floats.</summary>
    private const double Absolute = 3e-6;
    private const double Relative = 2e-5;

    /// <summary>More constants than that are no parameters of one function.</summary>
    private const int MostConstants = 12;

    private static readonly ActivationInfo[] Functions = [.. ActivationCatalog.All.Where(info =>
        !info.IsRowwise && !info.ChangesWidth && info.Roles.HasFlag(ActivationRoles.Hidden) && info.SlopeRange is not { Low: 1, High: 1 })];

    /// <summary>Gets the points at which functions are compared: beyond every kink and bend, and none where a function jumps.</summary>
    public static double[] Points { get; } =
    [
        -31.7, -12.3, -8.13, -6.71, -5.37, -4.19, -3.61, -3.07, -2.53, -2.11, -1.73, -1.31, -1.09, -0.83, -0.61, -0.47, -0.29, -0.13, -0.037, -0.0011,
        0.0013, 0.041, 0.17, 0.31, 0.53, 0.67, 0.89, 1.13, 1.41, 1.79, 2.17, 2.63, 3.11, 3.59, 4.21, 5.43, 6.83, 8.29, 12.7, 29.3,
    ];

    /// <summary>Finds the function.</summary>
    /// <param name="y">Its values at <see cref="Points"/>.</param>
    /// <param name="constants">Numbers that stand among its nodes.</param>
    /// <param name="learned">Whether a function with a learned parameter is meant; false: one without is looked for first.</param>
    /// <returns>The function; null where none fits.</returns>
    public static Activation? Find(double[] y, IReadOnlyCollection<double> constants, bool learned)
    {
        if (y.All(double.IsNaN))
        {
            return null;
        }

        // The plainest function first: one at its defaults before one that is told parameters.
        ActivationInfo[] functions = [.. Functions.OrderBy(info => info.LearnedParameter is not null == learned ? 0 : 1)];
        IEnumerable<string> texts = functions.Select(info => info.Name)
            .Concat(functions.Where(info => info.Parameters.Count == 1).SelectMany(info => Texts(info, constants)))
            .Concat(functions.Where(info => info.Parameters.Count == 2).SelectMany(info => Texts(info, constants)));
        foreach (string text in texts)
        {
            if (ActivationCatalog.TryParse(text, out Activation? activation, out _) && Fits(activation, y))
            {
                return activation;
            }
        }

        return null;
    }

    private static bool Fits(Activation activation, double[] y)
    {
        double[] values = new double[y.Length];
        activation.Forward(Points, values);
        for (int i = 0; i < y.Length; i++)
        {
            if (!(Math.Abs(values[i] - y[i]) <= Absolute + (Relative * Math.Abs(values[i]))))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> Texts(ActivationInfo info, IReadOnlyCollection<double> constants)
    {
        if (constants.Count is 0 or > MostConstants)
        {
            yield break;
        }

        float[] values = [.. constants.SelectMany(c => new[] { c, 1 / c, -c, c * c, 1 / (c * c), Math.Sqrt(Math.Abs(c)) })
            .Select(c => (float)c).Where(float.IsFinite).SelectMany(Near).Distinct()];
        foreach (float first in info.Parameters.Count == 1 ? values : [info.Parameters[0].Default, .. values])
        {
            if (info.Parameters.Count == 1)
            {
                yield return Text(info, first);
                continue;
            }

            foreach (float second in values.Prepend(info.Parameters[1].Default))
            {
                yield return Text(info, first, second);
            }
        }
    }

    /// <summary>A reciprocal such as 1/0.16666667 misses the number that was meant by a rounding.</summary>
    private static IEnumerable<float> Near(float value)
    {
        float whole = MathF.Round(value);
        return whole != 0 && MathF.Abs(value - whole) < 1e-6f * MathF.Abs(whole) ? [whole, value] : [value];
    }

    private static string Text(ActivationInfo info, params ReadOnlySpan<float> values)
    {
        var parts = new List<string>();
        for (int i = 0; i < values.Length; i++)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{info.Parameters[i].Name}={values[i]:R}"));
        }

        return $"{info.Name}({string.Join(", ", parts)})";
    }
}
