using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Training;

/// <summary>The same bits whatever the processor offers: processes of their own train with instruction sets switched off.</summary>
public class BitsTests
{
    private const string FileVariable = "GLIA_TEST_HASH_FILE";

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void A_training_has_the_same_bits_without(string instructionSet)
    {
        string file = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = new(Executable(), ["-method", $"{typeof(BitsTests).FullName}.{nameof(The_hash_goes_to_the_file_that_is_asked_for)}", "-noLogo"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment[instructionSet] = "0";
            start.Environment[FileVariable] = file;
            using Process process = Process.Start(start)!;
            string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            string[] lines = File.ReadAllLines(file);
            Assert.True(process.ExitCode == 0 && lines.Length == 2, said);
            Assert.Equal(Hashes(), lines[0]);
            Assert.DoesNotContain(instructionSet, lines[1], StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_recorded_weights_come_out_on_every_machine()
    {
        string recorded = Repository.At("tests", "vectors", "trained-weights.txt");
        string expected = File.ReadAllText(recorded).Trim();
        Assert.True(expected == Hashes(), $"{recorded} says {expected}; this machine trains {Hashes()}. A change of numbers on purpose replaces the file.");
    }

    [Theory]
    [InlineData("adamw")]
    [InlineData("momentum")]
    public void A_network_large_enough_for_its_step_to_be_shared_has_the_same_bits_with_any_number_of_threads(string optimizer)
    {
        string[] hashes = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            Network network = Network.Create(190, [new DenseSpec(230), new ActivationSpec("relu"), new DenseSpec(1)], 3);
            TrainingOptions options = new() { Epochs = 3, BatchSize = 100, Optimizer = optimizer, LearningRate = 0.01, Threads = threads };
            new Trainer(network, Loss.Parse("squared"), options).Fit(Toy.Regression(160, 190, 9));
            return network.WeightsSha256();
        })];
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(hashes[0], hashes[2]);
    }

    [Fact]
    public void The_hash_goes_to_the_file_that_is_asked_for()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { } file)
        {
            File.WriteAllLines(file, [Hashes(), Offered()]);
        }
    }

    /// <summary>Weights of two trainings: every kind of layer, and a wide network whose products fill whole tiles.</summary>
    private static string Hashes()
    {
        Network everything = Network.Create(6, Toy.Everything(2), 3);
        TrainingOptions options = new()
        {
            Epochs = 2,
            BatchSize = 33,
            Optimizer = "adamw",
            Schedule = "one_cycle",
            LearningRate = 0.01,
            ClipNorm = 0.5,
            L1 = 1e-5,
            L2 = 1e-4,
            Threads = 1,
        };
        TrainingSet rows = Toy.Regression(100, 6, 8);
        float[] classes = [.. rows.Targets.ToArray().Select(target => target > 0 ? 1f : 0f)];
        new Trainer(everything, Loss.Parse("softmax_cross_entropy"), options).Fit(rows with { Targets = classes });

        Network wide = Network.Create(37, [new DenseSpec(70), new ActivationSpec("elu"), new DenseSpec(41), new ActivationSpec("sigmoid"), new DenseSpec(1)], 3);
        new Trainer(wide, Loss.Parse("huber"), options with { Optimizer = "rmsprop", Schedule = "cosine(warmup=0.5)" }).Fit(Toy.Regression(70, 37, 9));
        return $"{everything.WeightsSha256()} {wide.WeightsSha256()}";
    }

    private static string Offered() => string.Join(
        ' ',
        Vector512.IsHardwareAccelerated ? "DOTNET_EnableAVX512" : "-",
        Avx2.IsSupported ? "DOTNET_EnableAVX2" : "-",
        Vector128.IsHardwareAccelerated ? "DOTNET_EnableHWIntrinsic" : "-");

    private static string Executable() =>
        Path.ChangeExtension(typeof(BitsTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
}
