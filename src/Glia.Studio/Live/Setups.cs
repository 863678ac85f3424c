using Glia.Studio.Live.Layers;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>What a page has to know of a run once.</summary>
internal static class Setups
{
    private const int MostPoints = 800;

    public static Setup Of(LiveRun run, IReadOnlyList<Hidden> layers)
    {
        FitPlan plan = run.Plan;
        return new Setup(
            run.Number, run.Experiment, plan.Schema.Task.ToString().ToLowerInvariant(), plan.Schema.Why, plan.Loss, plan.OutputActivation,
            plan.Schema.Task is TaskKind.Regression ? "R²" : "accuracy", plan.Schema.Classes, plan.Schema.Target)
        {
            Inputs = plan.Preprocessor.OutputNames,
            Layers = [.. layers.Select(layer => new LayerSetup(layer.Dense.Name, layer.Dense.Outputs, layer.Function?.Activation.Text, layer.Dense.Initialization))],
            TrainRows = plan.Rows.Train,
            HeldRows = plan.Rows.Validation,
            BatchRows = plan.Training.BatchSize,
            Parameters = plan.Network.Parameters.Sum(parameter => (long)parameter.Length),
            Notes = plan.Schema.Notes,
            Plane = PlaneOf(run),
        };
    }

    /// <summary>Points [side²] over a plane, prepared as the rows were; the first line is the top.</summary>
    public static float[] Grid(LiveRun run, Plane plane, int side)
    {
        double[] x = new double[side * side], y = new double[side * side];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = plane.Range[0] + ((plane.Range[1] - plane.Range[0]) * ((i % side) + 0.5) / side);
            y[i] = plane.Range[3] - ((plane.Range[3] - plane.Range[2]) * ((i / side) + 0.5) / side);
        }

        return run.Plan.Preprocessor.Transform(Table.FromColumns((plane.X, x), (plane.Y, y)));
    }

    /// <summary>Two plain numbers as inputs can be drawn.</summary>
    private static Plane? PlaneOf(LiveRun run)
    {
        if (run.Plan.Preprocessor.Features is not [NumberFeature { HasIndicator: false } first, NumberFeature { HasIndicator: false } second]
            || run.Table[first.Name] is not NumberColumn x || run.Table[second.Name] is not NumberColumn y || run.Plan.Split is not { } split
            || x.Values.Span.ContainsAnyExceptInRange(-1e30, 1e30) || y.Values.Span.ContainsAnyExceptInRange(-1e30, 1e30) || run.Plan.Rows.WithoutTarget > 0)
        {
            return null;
        }

        Column answers = run.Table[run.Target];
        HashSet<int> held = [.. split.Validation];
        float[][] rows = [.. Enumerable.Range(0, Math.Min(MostPoints, run.Table.Rows)).Select(row => (float[])[(float)x.Values.Span[row], (float)y.Values.Span[row], Answer(run, answers, row), held.Contains(row) ? 1 : 0])];
        return new Plane(first.Name, second.Name, [.. Range(x), .. Range(y)], rows);
    }

    private static float Answer(LiveRun run, Column answers, int row) => run.Plan.Schema.Task is TaskKind.Regression
        ? (float)((((NumberColumn)answers).Values.Span[row] - run.Plan.Scale.TargetMean) / run.Plan.Scale.TargetScale)
        : run.Plan.Schema.Classes.ToList().IndexOf(answers.TextAt(row) ?? "");

    private static double[] Range(NumberColumn column)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in column.Values.Span)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        double margin = high > low ? 0.12 * (high - low) : 1;
        return [low - margin, high + margin];
    }
}
