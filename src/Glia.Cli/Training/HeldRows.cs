using Glia.Health;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>Rows that nothing was learned from: what bounds the firing rate of silent units.</summary>
internal static class HeldRows
{
    public static HealthReport Report(HealthMonitor monitor, TabularModel model, Table table, Split split)
    {
        Column target = table[model.Target];
        int[] known = [.. Enumerable.Range(0, table.Rows).Where(row => !target.IsMissing(row))];
        int[] held = [.. split.Validation.Concat(split.Test).Order().Select(row => known[row])];
        float[] x = held.Length == 0 ? [] : model.Preprocessor.Transform(table.Select(held));
        return monitor.Report(model.Network, x, held.Length);
    }
}
