using System.Globalization;
using Glia.Health;
using Glia.Health.Certificates;
using Glia.Networks;
using Glia.Studio.Live.Layers;

namespace Glia.Studio.Live;

/// <summary>The card of one unit: how it is, how well that is proved, and how it died where that has been looked into.</summary>
internal static class UnitView
{
    private const int MostWeights = 12;

    public static UnitLook Of(ShownRun run, Network network, HealthReport? report, int layer, int unit)
    {
        IReadOnlyList<Hidden> layers = Hidden.All(network);
        if (layer < 0 || layer >= layers.Count || unit < 0 || unit >= layers[layer].Dense.Outputs)
        {
            throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"There is no unit {unit} in layer {layer}."));
        }

        Hidden place = layers[layer];
        float bias = place.Dense.Bias.Values[unit];
        if (place.Function is null)
        {
            return new UnitLook(place.Dense.Name, unit, run.Plan?.OutputActivation ?? "", "output", "", 1, null, null, bias, 0, $"A unit of the output: it answers{(run.Outcomes is { Count: > 1 } several && several.Count == place.Dense.Outputs ? $" for '{several[unit].Name}'" : "")}, and has no activation of its own that could die.", null) { Incoming = Incoming(run, layers, layer, unit) };
        }

        int functions = layers.Take(layer).Count(each => each.Function is not null);
        TrainingSet train = run.Train!;
        int rows = Math.Min(train.Rows, 2000);
        LayerHealth seen = (report ?? HealthExam.Examine(network, train.X[..(rows * train.Features)], rows)).Layers[functions];
        string state = Words.Lower(seen.State[unit]);
        double fires = seen.Rows > 0 ? (double)seen.Fired[unit] / seen.Rows : 0;
        return new UnitLook(
            seen.Name, unit, seen.Activation, state, report is null ? Words.Lower(Proof.Observed) : Words.Lower(seen.Proofs[unit]), fires, Curve.Finite(seen.MaxZ[unit]), Curve.Finite(seen.MinZ[unit]), bias,
            report is null ? 0 : seen.LastFiredStep[unit], Say(seen, unit, state, report), Death(report, seen.Name, unit))
        {
            Incoming = Incoming(run, layers, layer, unit),
        };
    }

    /// <summary>The largest weights that lead to a unit, largest first.</summary>
    private static WeightLook[] Incoming(ShownRun run, IReadOnlyList<Hidden> layers, int layer, int unit)
    {
        Hidden place = layers[layer];
        IReadOnlyList<string>? columns = layer == 0 ? run.Plan?.Preprocessor.OutputNames : null;
        string word = layer == 0 ? "x" : layers[layer - 1].ChangesWidth ? "output " : "unit ";
        return [.. Enumerable.Range(0, place.Dense.Inputs)
            .Select(from => (From: from, Value: place.Dense.Weights.Values[(from * place.Dense.Outputs) + unit]))
            .OrderByDescending(weight => Math.Abs(weight.Value)).ThenBy(weight => weight.From).Take(MostWeights)
            .Select(weight => new WeightLook(weight.From, columns?[weight.From] ?? string.Create(CultureInfo.InvariantCulture, $"{word}{weight.From + 1}"), Curve.Finite(weight.Value)))];
    }

    private static string Say(LayerHealth layer, int unit, string state, HealthReport? report)
    {
        bool isFired = report?.Certificates.Any(each => each.Layer == layer.Name && each.Unit == unit && each.Answer == CertificateAnswer.Refuted) ?? false;
        string what = layer.State[unit] switch
        {
            UnitState.Dead => string.Create(CultureInfo.InvariantCulture, $"Silent on all {layer.Rows} rows: output and gradient are zero for every one, so no update can bring it back."),
            UnitState.Silent => string.Create(CultureInfo.InvariantCulture, $"Did not fire in the {layer.Rows} rows looked at{(isFired ? "; other inputs within the ranges of the data would fire it: silent, not dead" : "")}."),
            UnitState.Sparse => "Fires seldom, which is healthy.",
            UnitState.Saturated => "In the flat tails on nearly all rows: hardly any gradient passes.",
            UnitState.Duplicate => "Does the same as another unit of its layer.",
            UnitState.Constant => "Gives the same output for every row.",
            UnitState.Dormant => "Weak beside its neighbours, which is no fault by itself.",
            _ => $"It is {state}: it fires for some rows and not for others.",
        };
        return what + (report is null && layer.State[unit] is UnitState.Dead ? " Ask why to learn when it died and of what." : "");
    }

    /// <summary>The death of a unit, if it has been dated.</summary>
    private static DeathLook? Death(HealthReport? report, string layer, int unit) =>
        report?.Deaths.FirstOrDefault(death => death.Layer == layer && death.Unit == unit) is { } death ? Words.Of(death) : null;
}
