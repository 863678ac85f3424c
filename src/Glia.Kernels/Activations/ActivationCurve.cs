namespace Glia.Kernels.Activations;

/// <summary>Value and slope of a function at many points, for whoever draws them.</summary>
/// <remarks>
/// A function of whole rows is drawn for the first of two units, the other held at 0; its slope is the diagonal of the Jacobian. One that changes
/// the width is drawn for the last of two units, or of as few as it takes, the others held at 1, and the last output: of gated ones that shows the gate.
/// </remarks>
public static class ActivationCurve
{
    /// <summary>The values over an interval.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="from">Left end.</param>
    /// <param name="to">Right end.</param>
    /// <param name="points">Points to take, over all pieces; kinks add a few.</param>
    /// <returns>Pieces from left to right: the function has no jump inside any.</returns>
    public static IReadOnlyList<CurvePiece> Value(Activation activation, float from, float to, int points) => Pieces(activation, from, to, points, ValueAt);

    /// <summary>The slopes over an interval.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="from">Left end.</param>
    /// <param name="to">Right end.</param>
    /// <param name="points">Points to take, over all pieces; kinks add a few.</param>
    /// <returns>Pieces from left to right: the slope has no jump inside any.</returns>
    public static IReadOnlyList<CurvePiece> Slope(Activation activation, float from, float to, int points) => Pieces(activation, from, to, points, SlopeAt);

    /// <summary>The values at some points.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="x">The points.</param>
    /// <returns>The values.</returns>
    public static float[] ValueAt(Activation activation, float[] x) => At(activation, x, activation.Forward, slope: false);

    /// <summary>The slopes at some points.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="x">The points.</param>
    /// <returns>The slopes.</returns>
    public static float[] SlopeAt(Activation activation, float[] x) => At(activation, x, activation.Slope, slope: true);

    private static float[] At(Activation activation, float[] x, Sweeper sweep, bool slope)
    {
        float[] y = new float[x.Length];
        if (!activation.IsRowwise)
        {
            sweep(x, y);
            return y;
        }

        if (activation.Info.ChangesWidth)
        {
            return OfLast(activation, x, slope);
        }

        float[] row = new float[2];
        for (int i = 0; i < x.Length; i++)
        {
            sweep([x[i], 0], row);
            y[i] = row[0];
        }

        return y;
    }

    private static float[] OfLast(Activation activation, float[] x, bool slope)
    {
        float[] result = new float[x.Length];
        float[] row = new float[LeastUnits(activation)];
        Array.Fill(row, 1);
        float[] y = new float[activation.OutputUnits(row.Length)];
        float[] dy = new float[y.Length];
        dy[^1] = 1;
        float[] dz = new float[row.Length];
        for (int i = 0; i < x.Length; i++)
        {
            row[^1] = x[i];
            activation.Forward(row, y);
            activation.Backward(row, y, dy, dz);
            result[i] = slope ? dz[^1] : y[^1];
        }

        return result;
    }

    private static int LeastUnits(Activation activation)
    {
        for (int units = 2; ; units++)
        {
            try
            {
                _ = activation.OutputUnits(units);
                return units;
            }
            catch (GliaException) when (units < 4096)
            {
                // Not divisible: the next.
            }
        }
    }

    private static CurvePiece[] Pieces(Activation activation, float from, float to, int points, Func<Activation, float[], float[]> at)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        if (!(from < to))
        {
            throw new ArgumentException($"The interval ends at {to}, which is not right of {from}.", nameof(to));
        }

        float[] kinks = [.. activation.Info.Kinks.Select(kink => (float)kink.At).Where(x => x > from && x < to).Distinct().Order()];
        List<CurvePiece> pieces = [];
        float left = from;
        foreach (float kink in kinks)
        {
            Add(left, MathF.BitDecrement(kink));
            left = MathF.BitIncrement(kink);
        }

        Add(left, to);
        return [.. pieces];

        void Add(float start, float end)
        {
            int count = Math.Max(2, (int)Math.Ceiling(points * (double)(end - start) / (to - from)));
            float[] x = [.. Enumerable.Range(0, count).Select(i => i == count - 1 ? end : (float)(start + ((double)(end - start) * i / (count - 1))))];
            pieces.Add(new CurvePiece(x, at(activation, x)));
        }
    }

    private delegate void Sweeper(ReadOnlySpan<float> x, Span<float> y);
}

/// <summary>An unbroken piece of a curve.</summary>
/// <param name="X">The points, ascending.</param>
/// <param name="Y">Value or slope at each.</param>
public sealed record CurvePiece(IReadOnlyList<float> X, IReadOnlyList<float> Y);
