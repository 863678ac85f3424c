using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Dead rectifier units: k = 0 rows with z &gt; 0 among all training rows and N held rows, with the weights as they are. Then output and gradient
/// are 0 for all of them, and with 95 % confidence the firing rate on rows like the held ones is at most 3/N.
/// </summary>
/// <remarks>
/// Threshold: no row at all; a unit that fires on one row is sparse. Source of the definition: Lu et al., Dying ReLU and initialization,
/// 2019; of the bound: Hanley and Lippman-Hand, JAMA 249, 1983. Without a watched training, N ≥
/// <see cref="HealthOptions.MinimumExamRows"/> rows are asked for.
/// </remarks>
internal sealed class DeadUnits : IProbe
{
    private const string Source = "No row fires it: Lu et al. 2019; rate ≤ 3/N at 95 %: Hanley and Lippman-Hand 1983 (rule of three)";

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        string? deadBefore = null;
        foreach (LayerEvidence layer in evidence.Layers)
        {
            int[] dead = [.. Enumerable.Range(0, layer.Stage.Units).Where(unit => layer.Health.State[unit] == UnitState.Dead)];
            if (dead.Length > 0)
            {
                yield return Describe(evidence, layer, dead, deadBefore);
            }

            deadBefore = dead.Length == layer.Stage.Units ? layer.Stage.Name : deadBefore;
        }
    }

    private static Finding Describe(Evidence evidence, LayerEvidence layer, int[] dead, string? deadBefore)
    {
        bool whole = dead.Length == layer.Stage.Units;
        double share = (double)dead.Length / layer.Stage.Units;
        long[] deaths = layer.Record is { } record ? [.. dead.Select(record.LastFired)] : [];
        return new Finding(
            whole ? Problems.DeadLayer : Problems.DeadUnits,
            layer.Stage.Name,
            dead,
            dead.Min(unit => layer.Health.Proofs[unit]),
            deaths.Length == 0 ? null : deaths.Min() + 1,
            share,
            0,
            Source,
            Silence(layer, dead) + Bound(layer) + Certainty(layer, dead) + Deaths(deaths) + Depth(layer, dead) + Drift(layer, dead),
            Advice(evidence, layer, share, deaths, deadBefore))
        {
            ChainRule = "∂L/∂w = ∂L/∂y · f′(z) · x: f′(z) is 0 on every row, so the product is 0 whatever the loss wants: no step moves these weights unless what enters the unit changes"
                + (whole ? "; as the whole layer is dead, y is 0, too, and nothing gets through to the layers behind or the gradient to those before." : "."),
        };
    }

    private static string Silence(LayerEvidence layer, int[] dead)
    {
        string who = dead.Length == layer.Stage.Units ? Invariant($"All {dead.Length} units") : Invariant($"{dead.Length} of {layer.Stage.Units} units");
        if (layer.Record is not { } record)
        {
            return Invariant($"{who} fired on none of the {layer.Held.Rows} rows given");
        }

        // The weights that were kept may not be the last ones; only where the units were silent for a whole pass at the end, too, is that said.
        long silent = dead.Min(record.RowsSilent);
        string before = silent >= record.PassRows ? Invariant($"fired on none of the last {silent} rows of training, and with the final weights on none") : "fire with the final weights on none";
        return Invariant($"{who} {before} of the {layer.Train!.Rows} training rows and {layer.Held.Rows} held rows");
    }

    private static string Bound(LayerEvidence layer) => layer.Health.Proofs.Contains(Proof.Bounded)
        ? Invariant($": {(layer.Health.State.Count(state => state == UnitState.Dead) == 1 ? "its" : "their")} firing rate is at most {Words.Percent(3.0 / layer.Held.Rows)} (3/{layer.Held.Rows}) with 95 % confidence.")
        : ".";

    private static string Certainty(LayerEvidence layer, int[] dead) => dead.Count(unit => layer.Health.Proofs[unit] == Proof.Certified) is var certified and > 0
        ? Invariant($" {certified} of them {(certified == 1 ? "is" : "are")} certified: no input in the box of the data can make {(certified == 1 ? "it" : "them")} fire.")
        : "";

    private static string Deaths(long[] deaths)
    {
        if (deaths.Length == 0)
        {
            return "";
        }

        int born = deaths.Count(step => step < 0);
        long[] died = [.. deaths.Where(step => step >= 0)];
        string bornText = born == 0 ? "" : Invariant($" {born} never fired since training began (born dead).");
        string diedText = died.Length switch
        {
            0 => "",
            1 => Invariant($" 1 died: it last fired at step {died[0]}."),
            _ => Invariant($" {died.Length} died: they last fired at steps {died.Min()} to {died.Max()}."),
        };
        return bornText + diedText;
    }

    /// <summary>
    /// Death by the bias: with the bias that training began with, and the weights as they are, the unit's largest z would be above 0. That is
    /// exact for the rows looked at, since a bias only shifts z. (Behind a normalisation layer the shift does the same.)
    /// </summary>
    private static string Drift(LayerEvidence layer, int[] dead)
    {
        if (layer.Record is not { StartBias: { Length: > 0 } start })
        {
            return "";
        }

        int[] drifted = [.. dead.Where(unit => layer.Max(unit) - layer.Health.Bias[unit] + start[unit] > 0)];
        return drifted.Length == 0
            ? dead.Length == 1 ? " Its bias alone is not to blame: with the one that training began with it would be silent, too." : " Their biases alone are not to blame: with those that training began with they would be silent, too."
            : Invariant($" {drifted.Length} died by their biases, which fell by up to {Words.Number(drifted.Max(unit => start[unit] - layer.Health.Bias[unit]))}: with the biases that training began with, and the weights as they are, they would fire.");
    }

    private static string Depth(LayerEvidence layer, int[] dead)
    {
        float largest = dead.Max(unit => Math.Max(layer.Held.Max[unit], layer.Train?.Max[unit] ?? float.NegativeInfinity));
        string bias = layer.Health.Bias.Count == 0
            ? ""
            : Invariant($"; {(dead.Length == 1 ? "bias" : "biases")} {Words.Range(dead.Min(unit => layer.Health.Bias[unit]), dead.Max(unit => layer.Health.Bias[unit]))}");
        return Invariant($" {(dead.Length == 1 ? "Its largest pre-activation" : "Largest pre-activation of any of them")} {Words.Number(largest)}{bias}.");
    }

    private static string Advice(Evidence evidence, LayerEvidence layer, double share, long[] deaths, string? deadBefore)
    {
        if (deadBefore is not null)
        {
            return Invariant($"Mend '{deadBefore}' first: that whole layer is dead, so this one sees a constant.");
        }

        if (share < evidence.Options.HarmlessDeadShare)
        {
            return Invariant($"Below {Words.Percent(evidence.Options.HarmlessDeadShare)} of the layer: the network only is a little smaller; act if the number grows.");
        }

        return deaths.Any(step => step >= 0)
            ? "Lower the learning rate (try a tenth) or warm it up, so that no step throws units out of reach of the data; a unit whose slope is not 0 below zero cannot die."
            : "Check biases and initialisation (he, biases 0) and centre the inputs; a unit whose slope is not 0 below zero cannot die.";
    }
}
