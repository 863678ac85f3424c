using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Saturated S-shaped units: |f'(z)| &lt; 1 % of the largest on at least 95 % of rows. A layer is reported when at least half of its units
/// are, and they were so from the first epoch or the loss is still far from its floor: a fitted network may use saturated
/// units as switches, which is healthy. Units that sit in the same tail on every single row are reported in any case: they are constants.
/// </summary>
/// <remarks>Thresholds: TheDeepChecker (TOSEM 2022) and SageMaker Debugger, SaturatedActivation: 50 % of units.</remarks>
internal sealed class SaturatedUnits : IProbe
{
    private const string Source = "50 % of a layer's units: TheDeepChecker (TOSEM 2022), SageMaker Debugger SaturatedActivation; any unit in one tail on all rows";

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        for (int i = 0; i < evidence.Layers.Count; i++)
        {
            LayerEvidence layer = evidence.Layers[i];
            int[] saturated = [.. Enumerable.Range(0, layer.Stage.Units).Where(unit => layer.Health.State[unit] == UnitState.Saturated)];
            int[] stuck = [.. saturated.Where(unit => layer.Low(unit) == layer.Rows || layer.High(unit) == layer.Rows)];
            double share = (double)saturated.Length / layer.Stage.Units;
            bool many = share >= evidence.Options.SaturatedLayerShare && IsHarm(evidence, i);
            if (many || stuck.Length > 0)
            {
                yield return Describe(layer, many ? saturated : stuck, stuck.Length, many ? evidence.Options.SaturatedLayerShare : 0);
            }
        }
    }

    private static bool IsHarm(Evidence evidence, int layer)
    {
        if (evidence.Training is not { FirstFrame: { } first } training)
        {
            return true;
        }

        LayerFrame start = first.Layers[layer];
        bool born = start.Saturated >= evidence.Options.SaturatedLayerShare * start.FiringRate.Count;
        return born || !(training.Signal?.Loss <= evidence.Options.LearnedLossShare * training.Pulse.StartLoss);
    }

    private static Finding Describe(LayerEvidence layer, int[] units, int stuck, double threshold)
    {
        double flat = units.Average(unit => (double)(layer.Low(unit) + layer.High(unit)) / layer.Rows);
        return new Finding(
            Problems.SaturatedUnits,
            layer.Stage.Name,
            units,
            Proof.Observed,
            null,
            (double)units.Length / layer.Stage.Units,
            threshold,
            Source,
            Invariant($"{units.Length} of {layer.Stage.Units} units have less than 1 % of the largest slope on {Words.Percent(flat)} of {layer.Rows} rows")
            + Invariant($" (pre-activation outside {layer.Stage.Flat!.Value.Low:G3} to {layer.Stage.Flat.Value.High:G3}); {stuck} of them sit in one tail on every row."),
            "Scale the inputs, start with smaller weights or lower the learning rate; a normalisation layer in front keeps pre-activations in range.")
        {
            ChainRule = "∂L/∂w = ∂L/∂y · f′(z) · x: f′(z) is nearly 0 on these rows, because z lies in a flat tail of f, so the weights before it hardly move.",
        };
    }
}
