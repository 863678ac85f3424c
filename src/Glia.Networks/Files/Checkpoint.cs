using Glia.Networks.Training;

namespace Glia.Networks.Files;

/// <summary>A training read from a file, whole and checked, ready to go on.</summary>
internal sealed class Checkpoint(CheckpointHeader header, Network network, IReadOnlyList<float[]> tensors, string source)
{
    public CheckpointHeader Header => header;

    /// <summary>The network with the weights of the moment.</summary>
    public Network Network => network;

    /// <summary>Brings a fresh run to where this one was.</summary>
    public void Apply(TrainingRun run, string? dataSha256)
    {
        if (dataSha256 != header.DataSha256)
        {
            throw new GliaException($"{source} was written by a training on other rows. Resume with the same table, split, seed and memory, or train from the start.");
        }

        TrainingPosition position = header.Position;
        if (position.StepInEpoch > run.Batches.Count || position.Step != ((long)position.Epoch * run.Batches.Count) + position.StepInEpoch)
        {
            string sum = Invariant($"{position.Step} steps are not {position.Epoch} epochs of {run.Batches.Count} and {position.StepInEpoch}");
            throw new GliaException($"{source} contradicts itself: {sum}. {FileKind.Checkpoint.Remedy}");
        }

        position.Place(run);
        run.Best.Loss = position.BestLoss;
        run.Best.Epoch = position.BestEpoch;
        run.LossParts = header.LossParts;
        run.History.AddRange(header.History);
        header.Scalars.CopyTo(run.Scalars, 0);
        header.ScheduleState.CopyTo(run.ScheduleState, 0);
        CopyTensors(run);
    }

    private void CopyTensors(TrainingRun run)
    {
        // The network was made with this checkpoint, but may have been touched since: a resumed run starts from the file.
        tensors[0].CopyTo(run.Network.Values);
        tensors[1].CopyTo(run.Network.StateValues);
        tensors[2].CopyTo(run.Best.Values, 0);
        tensors[3].CopyTo(run.Best.State, 0);
        for (int i = 0; i < run.Slots.Length; i++)
        {
            tensors[4 + i].CopyTo(run.Slots[i], 0);
        }

        // A metric is for show: one that was not asked for before finds its rows of this epoch empty.
        float[] seen = tensors[^1];
        if (seen.Length == run.Seen.Length)
        {
            seen.CopyTo(run.Seen, 0);
        }
    }
}
