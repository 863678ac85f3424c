using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Tabular;

/// <summary>Goes on with an interrupted fit, if it is the same fit.</summary>
internal static class Resumption
{
    public static Trainer Resume(FitRun run, TrainingOptions told, Loss loss, IReadOnlyList<LayerSpec> layers, IReadOnlyList<IStepObserver> observers)
    {
        string path = run.ResumeFrom!;
        if (run.CheckpointPath is string other && Path.GetFullPath(other) != Path.GetFullPath(path))
        {
            Copy(path, other);
            path = other;
        }

        Trainer trainer = Trainer.Resume(path, told.Threads, loss, observers);
        TrainingOptions same = trainer.Options with { CheckpointPath = told.CheckpointPath, CheckpointEvery = told.CheckpointEvery, Threads = told.Threads };
        string? differs = same != told ? Difference(same, told) : trainer.Network.Spec.SequenceEqual(layers) ? null : "the layers";
        return differs is null
            ? trainer
            : throw new GliaException($"{run.ResumeFrom} was written by a fit with other options: {differs}. Resume with the same table, target and options, or train from the start.");
    }

    private static string Difference(TrainingOptions before, TrainingOptions now)
    {
        (string Name, object Before, object Now)[] pairs =
        [
            ("epochs", before.Epochs, now.Epochs),
            ("batch_size", before.BatchSize, now.BatchSize),
            ("optimizer", before.Optimizer, now.Optimizer),
            ("learning_rate", before.LearningRate, now.LearningRate),
            ("schedule", before.Schedule, now.Schedule),
            ("clip_norm", before.ClipNorm, now.ClipNorm),
            ("clip_value", before.ClipValue, now.ClipValue),
            ("l1", before.L1, now.L1),
            ("l2", before.L2, now.L2),
            ("patience", before.Patience, now.Patience),
            ("minimum_improvement", before.MinimumImprovement, now.MinimumImprovement),
            ("seed", before.Seed, now.Seed),
        ];
        return string.Join(", ", pairs.Where(p => !p.Before.Equals(p.Now)).Select(p =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Name} was {p.Before} and is {p.Now} now")));
    }

    private static void Copy(string from, string to)
    {
        try
        {
            File.Copy(from, to, overwrite: true);
        }
        catch (FileNotFoundException e)
        {
            throw new GliaException($"There is no checkpoint {from}. Check the path, or train from the start.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GliaException($"{from} cannot be copied to {to}: {e.Message}", e);
        }
    }
}
