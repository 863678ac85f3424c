using System.Text.Json;
using Glia.Networks.Optimizers;
using Glia.Networks.Schedules;
using Glia.Networks.Training;

namespace Glia.Networks.Files;

/// <summary>A training as a file.</summary>
internal static class CheckpointFile
{
    /// <summary>The exact step a run stands at; the tensors are the run's own memory.</summary>
    public static CheckpointContent Of(TrainingRun run, Loss loss, string dataSha256)
    {
        int length = run.Network.Values.Length;
        ReadOnlyMemory<float>[] tensors =
        [
            run.Network.Store.Values.AsMemory(0, length),
            run.Network.Store.State,
            run.Best.Values,
            run.Best.State,
            .. run.Slots.Select(slot => (ReadOnlyMemory<float>)slot.AsMemory(0, length)),
            run.StepInEpoch > 0 ? run.Seen : default,
        ];
        CheckpointHeader header = new(
            run.Network.Inputs,
            run.Network.Spec,
            run.Options with { CheckpointPath = null },
            loss.Text,
            dataSha256,
            TrainingPosition.Of(run),
            run.LossParts,
            run.Scalars,
            run.ScheduleState,
            run.History,
            [.. tensors.Select(tensor => (long)tensor.Length)]);
        return new CheckpointContent(JsonSerializer.SerializeToUtf8Bytes(header, HeaderJson.Default.CheckpointHeader), tensors);
    }

    public static Checkpoint Read(string path) => Read(FileContent.ReadAll(path), path);

    public static Checkpoint Read(ReadOnlyMemory<byte> content, string source)
    {
        (ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> bytes) = FileContent.Read(content, source, FileKind.Checkpoint);
        CheckpointHeader header;
        Network network;
        try
        {
            header = JsonSerializer.Deserialize(json.Span, HeaderJson.Default.CheckpointHeader)!;
            network = Network.Declare(header.Inputs, header.Layers);
            header.Options.Check();
            FileContent.CheckLengths(bytes, header.Tensors, Needed(header, network), source, FileKind.Checkpoint);
            CheckState(header, source);
        }
        catch (Exception exception) when (FileContent.IsNonsense(exception, source))
        {
            throw FileContent.Nonsense(source, FileKind.Checkpoint, exception);
        }

        network.Store.Allocate();
        List<float[]> tensors = [];
        foreach (long length in header.Tensors)
        {
            float[] tensor = new float[length];
            bytes = LittleEndian.Read(bytes, tensor);
            tensors.Add(tensor);
        }

        tensors[0].CopyTo(network.Values);
        tensors[1].CopyTo(network.StateValues);
        return new Checkpoint(header, network, tensors, source);
    }

    private static long[] Needed(CheckpointHeader header, Network network)
    {
        long values = network.Store.Length;
        long state = network.Store.StateLength;
        int slots = Optimizer.Parse(header.Options.Optimizer).Slots;

        // How many outputs were seen depends on rows that are not here; the total is checked against the file all the same.
        return [values, state, values, state, .. Enumerable.Repeat(values, slots), header.Tensors.Count > 0 ? Math.Max(0, header.Tensors[^1]) : 0];
    }

    private static void CheckState(CheckpointHeader header, string source)
    {
        TrainingPosition position = header.Position;
        bool fits = header.LossParts.Length == 4
            && header.Scalars.Length == Optimizer.Parse(header.Options.Optimizer).StartScalars.Length
            && header.ScheduleState.Length == Schedule.Parse(header.Options.Schedule).StartState.Length
            && position is { Epoch: >= 0, StepInEpoch: >= 0, Step: >= 0, Wait: >= 0 }
            && header.History.Count == position.Epoch;
        if (!fits)
        {
            throw new GliaException($"{source} contradicts itself: its state does not fit its optimizer, schedule or history. {FileKind.Checkpoint.Remedy}");
        }
    }
}
