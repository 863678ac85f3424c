using Glia.Health.Measures;
using Glia.Networks;

namespace Glia.Health.Records;

/// <summary>Puts records and a forward pass together: the state of every unit, and its proof.</summary>
internal static class Examiner
{
    /// <summary>Collects the evidence.</summary>
    /// <param name="options">Thresholds.</param>
    /// <param name="network">The network as it stands.</param>
    /// <param name="x">Rows that took no part in training, [rows, inputs].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="training">What training showed; null for none.</param>
    public static Evidence Examine(HealthOptions options, Network network, ReadOnlySpan<float> x, int rows, TrainingRecord? training)
    {
        Stage[] stages = Stage.Of(network);
        Scan held = Scan.Of(network, stages, x, rows);
        Scan? train = training is null ? null : Scan.Of(network, stages, training.Train.X.Span, training.Train.Rows);
        return Examine(options, stages, held, train, training) with { Network = network };
    }

    /// <summary>Collects the evidence of rows that were run already.</summary>
    /// <param name="options">Thresholds.</param>
    /// <param name="stages">The layers.</param>
    /// <param name="held">What rows do to them that took no part in training.</param>
    /// <param name="train">What the training rows do to them; null for none.</param>
    /// <param name="training">What training showed; null for none.</param>
    public static Evidence Examine(HealthOptions options, Stage[] stages, Scan held, Scan? train, TrainingRecord? training)
    {
        List<LayerEvidence> layers = [];
        for (int i = 0; i < stages.Length; i++)
        {
            if (stages[i].Function is not null)
            {
                LayerRecord? record = training?.Layers[layers.Count];
                layers.Add(Layer(options, stages, i, held, train, record, training?.Signal?.Layers[i]));
            }
        }

        return new Evidence(options, stages, layers, held, train, training);
    }

    private static LayerEvidence Layer(
        HealthOptions options, Stage[] stages, int index, Scan held, Scan? train, LayerRecord? record, LayerSignal? signal)
    {
        Stage stage = stages[index];
        UnitCounts counts = held.Counts[index];
        OutputMoments? outputs = train is null || train.Rows < held.Rows ? held.Outputs[index] : train.Outputs[index];
        LayerHealth health = new()
        {
            Name = stage.Name,
            Activation = stage.Function!.Text,
            Units = stage.Units,
            Rows = counts.Rows,
            Fired = counts.Fired,
            MaxZ = Known(counts.Max, counts.Rows),
            MinZ = Known(counts.Min, counts.Rows),
            SaturatedShare = stage.Flat is null ? [] : [.. counts.Low.Zip(counts.High, (low, high) => (double)(low + high) / Math.Max(1, counts.Rows))],
            State = [],
            Proofs = [],
            LastFiredStep = record is null ? [] : [.. Enumerable.Range(0, stage.Units).Select(record.LastFired)],
            Bias = stage.BiasValues(),
            Activity = outputs?.Activity() ?? [],
            DuplicateOf = outputs?.DuplicateOf ?? [],
            ForwardGain = held.Rows == 0 ? null : Spread.RootRatio(held.OutputSquares[index], index == 0 ? held.InputSquares : held.OutputSquares[index - 1]),
            BackwardGain = signal?.BackwardGain,
            UpdateRatio = signal?.UpdateRatio,
        };
        LayerEvidence layer = new(stage, health, counts, train?.Counts[index], record);
        (UnitState, Proof)[] verdicts = [.. Enumerable.Range(0, stage.Units).Select(unit => Refine(options, layer, outputs, unit, Judge(options, layer, unit)))];
        return layer with { Health = health with { State = [.. verdicts.Select(v => v.Item1)], Proofs = [.. verdicts.Select(v => v.Item2)] } };
    }

    /// <summary>
    /// A rectifier unit: fired on more rows than the sparse rate → alive; on fewer → sparse; on none → dead when there were enough rows
    /// to tell, else silent. Where training was watched, those are all of its rows and the held ones, with the weights as they are: what a unit did with
    /// other weights, in the last epoch or behind the kept one, is in <see cref="LayerHealth.LastFiredStep"/>.
    /// An S-shaped unit: saturated when its slope is below 1 % of the largest on 95 % of the rows.
    /// </summary>
    private static (UnitState State, Proof Proof) Judge(HealthOptions options, LayerEvidence layer, int unit)
    {
        // A rectifier that is capped above is S-shaped, too; one that never fires is dead all the same.
        bool fires = !layer.Stage.IsRectifier || layer.Fired(unit) > 0;
        if (layer.Stage.Flat is not null && layer.Rows >= options.MinimumRows && (fires || !IsProved(options, layer, unit)))
        {
            return (layer.Low(unit) + layer.High(unit) >= options.SaturatedRows * layer.Rows ? UnitState.Saturated : UnitState.Alive, Proof.Observed);
        }

        if (!layer.Stage.IsRectifier || layer.Rows == 0)
        {
            return (UnitState.Alive, Proof.Observed);
        }

        if (layer.Fired(unit) > 0)
        {
            return (layer.Fired(unit) <= options.SparseRate * layer.Rows ? UnitState.Sparse : UnitState.Alive, Proof.Observed);
        }

        return IsProved(options, layer, unit)
            ? (UnitState.Dead, layer.Held.Rows >= options.MinimumBoundRows ? Proof.Bounded : Proof.Observed)
            : (UnitState.Silent, Proof.Observed);
    }

    /// <summary>What a unit that is alive does besides: the same on every row, the same as another unit, or next to nothing.</summary>
    private static (UnitState State, Proof Proof) Refine(
        HealthOptions options, LayerEvidence layer, OutputMoments? outputs, int unit, (UnitState State, Proof Proof) verdict)
    {
        if (verdict.State != UnitState.Alive || layer.Stage.IsOutput || outputs is null || outputs.Rows < options.MinimumRows || layer.Held.NonFiniteRows > 0)
        {
            return verdict;
        }

        UnitState state = outputs.IsConstant(unit) ? UnitState.Constant
            : layer.Health.DuplicateOf[unit] >= 0 ? UnitState.Duplicate
            : layer.Stage.Flat is null && layer.Health.Activity.Count > unit && layer.Health.Activity[unit] <= options.DormantScore ? UnitState.Dormant
            : UnitState.Alive;
        return (state, Proof.Observed);
    }

    private static bool IsProved(HealthOptions options, LayerEvidence layer, int unit)
    {
        if (layer.Held.NonFiniteRows > 0 || layer.Train is { NonFiniteRows: > 0 })
        {
            return false;
        }

        return layer.Record is not null
            ? layer.Rows >= options.MinimumRows
            : layer.Rows >= options.MinimumExamRows;
    }

    private static float[] Known(float[] values, long rows) => rows == 0 ? new float[values.Length] : values;
}
