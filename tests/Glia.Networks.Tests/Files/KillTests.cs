using System.Diagnostics;

namespace Glia.Networks.Tests.Files;

/// <summary>A process that dies without warning loses at most the work since its last checkpoint.</summary>
public class KillTests
{
    private const int Kills = 12;
    private const string FileVariable = "GLIA_TEST_CHECKPOINT_FILE";

    [Fact]
    [Trait("Category", "slow")]
    public void A_killed_training_leaves_a_whole_checkpoint_that_resumes_to_the_same_bits()
    {
        using TemporaryFolder folder = new();
        string path = folder["run.glia"];
        Network whole = Make();
        new Trainer(whole, Loss.Parse("squared"), Options).Fit(Rows);
        for (int attempt = 0; attempt < Kills; attempt++)
        {
            KillAfterFirstCheckpoint(path, attempt * 7);
            Trainer resumed = Trainer.Resume(path);
            resumed.Fit(Rows);
            Assert.Equal(whole.WeightsSha256(), resumed.Network.WeightsSha256());
            File.Delete(path);
        }
    }

    [Fact]
    public void A_training_writes_checkpoints_if_it_is_asked_to()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { } path)
        {
            // Waiting between epochs gives the parent time to kill in the middle; a checkpoint after every step catches it in the middle of epochs, too.
            Training.Watcher slow = new(_ => false) { OnEpoch = (_, _) => Thread.Sleep(3) };
            TrainingOptions options = Options with { CheckpointPath = path, CheckpointSeconds = 0, CheckpointSecondsInEpoch = 0 };
            new Trainer(Make(), Loss.Parse("squared"), options, slow).Fit(Rows);
        }
    }

    private static TrainingOptions Options => new() { Epochs = 300, BatchSize = 16, Threads = 1 };

    private static TrainingSet Rows => Toy.Regression(50, 6, 3);

    private static Network Make() => Network.Create(6, Toy.Everything(1), 9);

    private static void KillAfterFirstCheckpoint(string path, int milliseconds)
    {
        ProcessStartInfo start = new(
            Path.ChangeExtension(typeof(KillTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null),
            ["-method", $"{typeof(KillTests).FullName}.{nameof(A_training_writes_checkpoints_if_it_is_asked_to)}", "-noLogo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment[FileVariable] = path;
        using Process process = Process.Start(start)!;
        while (!File.Exists(path))
        {
            Assert.False(process.HasExited);
            Thread.Sleep(1);
        }

        Thread.Sleep(milliseconds);
        process.Kill();
        process.WaitForExit();
    }
}
