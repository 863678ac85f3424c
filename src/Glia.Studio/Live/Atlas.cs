using System.Globalization;
using Glia.Kernels.Activations;

namespace Glia.Studio.Live;

/// <summary>Value and slope of any function of the catalogue, by the kernels that train.</summary>
internal static class Atlas
{
    private const int Points = 321;

    public static CurveLook Curve(string text, double from, double to)
    {
        if (!(from < to) || to - from > 1e6)
        {
            throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"From {from} to {to} cannot be drawn; the first has to be smaller."));
        }

        if (!ActivationCatalog.TryParse(text, out Activation? function, out string? error))
        {
            throw new GliaException(error);
        }

        float[] z = [.. Enumerable.Range(0, Points).Select(i => (float)(from + ((to - from) * i / (Points - 1))))];
        return new CurveLook(function.Text, [.. z.Select(value => (double)value)], Say(ActivationCurve.ValueAt(function, z)), Say(ActivationCurve.SlopeAt(function, z)));
    }

    private static double?[] Say(float[] values) => [.. values.Select(value => Live.Curve.Finite(value))];
}
