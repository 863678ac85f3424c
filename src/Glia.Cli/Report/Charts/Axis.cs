namespace Glia.Cli.Report.Charts;

/// <summary>A scale from values to 0 … 1, with ticks at round numbers.</summary>
internal sealed record Axis(double From, double To, bool IsLogarithmic, IReadOnlyList<double> Ticks)
{
    /// <summary>Decades of a logarithmic axis beyond which only every second, third … is labelled.</summary>
    private const int MostDecades = 6;

    public static Axis Linear(double smallest, double largest, int ticks = 5)
    {
        if (!(largest > smallest))
        {
            double margin = smallest == 0 || !double.IsFinite(smallest) ? 1 : Math.Abs(smallest) * 0.1;
            double middle = double.IsFinite(smallest) ? smallest : 0;
            return Linear(middle - margin, middle + margin, ticks);
        }

        double step = RoundStep((largest - smallest) / ticks);
        double from = Math.Floor(smallest / step) * step;
        double to = Math.Ceiling(largest / step) * step;
        int count = (int)Math.Round((to - from) / step) + 1;
        return new Axis(from, to, false, [.. Enumerable.Range(0, count).Select(i => Math.Round(from + (i * step), 12))]);
    }

    /// <summary>Whole numbers from 1 to <paramref name="last"/> as positions, without widening to round limits.</summary>
    public static Axis Epochs(int last)
    {
        double step = Math.Max(1, RoundStep(Math.Max(1, last - 1) / 6.0));
        List<double> ticks = [1];
        for (double tick = step; tick <= last; tick += step)
        {
            if (tick - 1 >= step * 0.5 && tick <= last - (step * 0.4))
            {
                ticks.Add(tick);
            }
        }

        if (last > 1)
        {
            ticks.Add(last);
        }

        return new Axis(1, Math.Max(last, 1.0001), false, ticks);
    }

    /// <summary>Both limits positive; widened to whole decades if more than one is crossed.</summary>
    public static Axis Logarithmic(double smallest, double largest)
    {
        int from = (int)Math.Floor(Math.Log10(smallest) + 1e-9);
        int to = Math.Max(from + 1, (int)Math.Ceiling(Math.Log10(largest) - 1e-9));
        int every = Math.Max(1, (to - from + MostDecades - 1) / MostDecades);
        List<double> ticks = [];
        for (int power = from; power <= to; power += every)
        {
            ticks.Add(Math.Pow(10, power));
        }

        return new Axis(Math.Pow(10, from), Math.Pow(10, to), true, ticks);
    }

    /// <summary>Logarithmic when all values are positive and span more than <paramref name="factor"/>.</summary>
    public static Axis ForValues(IEnumerable<double> values, double factor = 50)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return Linear(0, 1);
        }

        double smallest = finite.Min();
        double largest = finite.Max();
        return smallest > 0 && largest / smallest > factor ? Logarithmic(smallest, largest) : Linear(smallest, largest);
    }

    /// <summary>Position of a value, 0 at <see cref="From"/> and 1 at <see cref="To"/>, kept inside.</summary>
    public double Place(double value)
    {
        double share = IsLogarithmic
            ? Math.Log(Math.Max(value, From) / From) / Math.Log(To / From)
            : (value - From) / (To - From);
        return Math.Clamp(share, 0, 1);
    }

    private static double RoundStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
