using System.Globalization;
using Glia.Networks;
using Glia.Studio.Live.Layers;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>What a page has to know of a run once.</summary>
internal static class Setups
{
    /// <summary>Rows that are drawn: training rows first, then held ones.</summary>
    public const int MostTrainPoints = 600, MostHeldPoints = 200;

    public static Setup Of(ShownRun run, Network network, IReadOnlyList<Hidden> layers, bool isHealed)
    {
        FitPlan? plan = run.Plan;
        return new Setup(
            run.Number, run.Experiment, Words.Lower(run.Task), plan?.Schema.Why ?? "A network without a table: its outputs are shown as they are.",
            run.Loss!.Text, plan?.OutputActivation ?? "", Words.Metric(plan?.Metric ?? "r2"), plan?.Schema.Classes ?? [], plan?.Schema.Target ?? "")
        {
            Targets = [.. run.Outcomes.Select(target => new TargetLook(target.Name, target.Classes))],
            Inputs = plan?.Preprocessor.OutputNames ?? [.. Enumerable.Range(1, network.Inputs).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}"))],
            Layers = [.. layers.Select(layer => new LayerSetup(layer.Dense.Name, layer.Dense.Outputs, layer.Function?.Activation.Text, layer.Dense.Initialization))],
            TrainRows = run.Train!.Rows,
            HeldRows = run.Held?.Rows ?? 0,
            BatchRows = run.Training!.BatchSize,
            Parameters = network.Parameters.Sum(parameter => (long)parameter.Length),
            Notes = plan?.Schema.Notes ?? [],
            Plane = PlaneOf(run),
            Version = isHealed ? 1 : 0,
            Scores = isHealed && run.Metric is { } metric ? [Score(metric, network, run.Train), run.Held is null ? null : Score(metric, network, run.Held)] : [],
            IsWatched = run is WatchedRun,
            Title = run.Title,
        };
    }

    private static double? Score(TrainingMetric metric, Network network, TrainingSet set)
    {
        float[] outputs = new float[set.Rows * network.Outputs];
        network.Predict(set.X.Span, set.Rows, outputs);
        return Curve.Finite(metric(outputs, set));
    }

    /// <summary>Points [side²] over a plane, prepared as the rows were; the first line is the top.</summary>
    public static float[] Grid(ShownRun run, Plane plane, int side)
    {
        (Axis x, Axis y) = Axes(run)!.Value;
        float[] points = new float[side * side * 2];
        for (int i = 0; i < side * side; i++)
        {
            points[2 * i] = x.Prepared(plane.Range[0] + ((plane.Range[1] - plane.Range[0]) * ((i % side) + 0.5) / side));
            points[(2 * i) + 1] = y.Prepared(plane.Range[3] - ((plane.Range[3] - plane.Range[2]) * ((i / side) + 0.5) / side));
        }

        return points;
    }

    /// <summary>Two plain numbers as inputs can be drawn.</summary>
    private static Plane? PlaneOf(ShownRun run)
    {
        if (Axes(run) is not var (x, y) || run.Train!.X.Span.ContainsAnyExceptInRange(-1e15f, 1e15f))
        {
            return null;
        }

        float[][] rows = [.. Points(run.Train, x, y, MostTrainPoints, 0), .. run.Held is { } held ? Points(held, x, y, MostHeldPoints, 1) : []];
        return new Plane(x.Name, y.Name, [.. Range(rows, 0), .. Range(rows, 1)], rows);
    }

    private static (Axis X, Axis Y)? Axes(ShownRun run) =>
        run.Plan is null ? run.Train!.Features == 2 ? (new Axis("x1", 0, 1), new Axis("x2", 0, 1)) : null
        : run.Plan.Preprocessor.Features is [NumberFeature { HasIndicator: false } x, NumberFeature { HasIndicator: false } y] ? (new Axis(x.Name, x.Center, x.Scale), new Axis(y.Name, y.Center, y.Scale))
        : null;

    private static IEnumerable<float[]> Points(TrainingSet set, Axis x, Axis y, int most, int held)
    {
        for (int row = 0; row < Math.Min(most, set.Rows); row++)
        {
            yield return [x.Raw(set.X.Span[2 * row]), y.Raw(set.X.Span[(2 * row) + 1]), held, .. set.Targets.Slice(row * set.TargetWidth, set.TargetWidth).ToArray()];
        }
    }

    private static double[] Range(float[][] rows, int axis)
    {
        double low = rows.Min(row => row[axis]), high = rows.Max(row => row[axis]);
        double margin = high > low ? 0.12 * (high - low) : 1;
        return [low - margin, high + margin];
    }

    /// <summary>How a column becomes an input, and back.</summary>
    private readonly record struct Axis(string Name, double Center, double Scale)
    {
        public float Prepared(double raw) => (float)((raw - Center) / Scale);

        public float Raw(float prepared) => (float)((prepared * Scale) + Center);
    }
}
