using System.Globalization;
using System.Text.Json;
using Glia.Health.Curves;
using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Curves;

public sealed class CurveRecorderTests : IDisposable
{
    private static readonly TrainingSet Train = Tasks.IrisLike(200, 1);

    private static readonly string[] States = ["alive", "silent", "dead", "saturated"];

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-curves-").FullName;

    [Fact]
    public void Every_curve_of_every_epoch_and_the_weights_of_a_training_without_it()
    {
        string plain = Fit([]).Hash;
        string csv = Path.Combine(_folder, "curves.csv"), lines = Path.Combine(_folder, "curves.jsonl");
        var monitor = new HealthMonitor();
        using var recorder = new CurveRecorder(monitor, "accuracy", new CurveFile(csv), new CurveFile(lines), new TensorBoardEvents(_folder));
        (string hash, TrainingResult result) = Fit([monitor, recorder]);
        recorder.Dispose();
        Assert.Equal(plain, hash);
        Assert.Null(recorder.Failure);

        string[][] rows = [.. File.ReadAllLines(csv).Select(line => line.Split(','))];
        Assert.Equal(1 + 12, rows.Length);
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        Assert.Equal(["epoch", "step", "loss/train"], rows[0][..3]);
        Assert.Contains("units/1 relu/dead", rows[0]);
        Assert.Contains("signal/2 relu/backward_gain", rows[0]);
        int loss = Array.IndexOf(rows[0], "loss/train"), step = Array.IndexOf(rows[0], "step");
        Assert.Equal(result.History.Select(epoch => epoch.TrainLoss), rows[1..].Select(row => double.Parse(row[loss], CultureInfo.InvariantCulture)));
        Assert.Equal(Enumerable.Range(1, 12).Select(epoch => (epoch * 7).ToString(CultureInfo.InvariantCulture)), rows[1..].Select(row => row[step]));

        JsonElement[] objects = [.. File.ReadAllLines(lines).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(rows[0], objects[0].EnumerateObject().Select(member => member.Name));
        Assert.All(objects, each => Assert.True(each.GetProperty("training/gradient_norm").GetDouble() > 0));
        Assert.All(objects, each => Assert.Equal(24, Sum(each, "1 relu")));

        static int Sum(JsonElement epoch, string layer) => States.Sum(state => epoch.GetProperty($"units/{layer}/{state}").GetInt32());
    }

    [Fact]
    public void A_training_that_goes_on_keeps_the_lines_before_and_no_half_one()
    {
        foreach (string name in (string[])["on.csv", "on.jsonl"])
        {
            string path = Path.Combine(_folder, name);
            Write(path, goesOn: false, from: 1, to: 5);
            File.AppendAllText(path, name.EndsWith(".csv", StringComparison.Ordinal) ? "6,6" : "{\"epoch\":6");
            Write(path, goesOn: true, from: 4, to: 8);
            string[] lines = File.ReadAllLines(path);
            string again = Path.Combine(_folder, "again-" + name);
            Write(again, goesOn: false, from: 1, to: 8);
            Assert.Equal(File.ReadAllLines(again), lines);
        }

        static void Write(string path, bool goesOn, int from, int to)
        {
            using var file = new CurveFile(path, goesOn);
            file.Begin(from - 1, from - 1);
            for (int epoch = from; epoch <= to; epoch++)
            {
                file.Add(new CurvePoint(epoch, epoch, [new("loss/train", 1.0 / epoch), new("loss/validation", null)]));
            }
        }
    }

    [Fact]
    public void A_full_disk_ends_the_curves_and_not_the_training()
    {
        string plain = Fit([]).Hash;
        using var recorder = new CurveRecorder(null, "accuracy", new FullDisk());
        (string hash, TrainingResult result) = Fit([recorder]);
        Assert.Equal(plain, hash);
        Assert.Empty(result.ObserverFailures);
        Assert.Equal("no space left", recorder.Failure!.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (string Hash, TrainingResult Result) Fit(IStepObserver[] observers)
    {
        Network network = Nets.Mlp(4, [24, 12], "relu", 3, 1);
        TrainingResult result = Nets.Fit(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = 12, BatchSize = 32 }, observers);
        return (network.WeightsSha256(), result);
    }

    private sealed class FullDisk : ICurveWriter
    {
        public void Add(CurvePoint point)
        {
            if (point.Epoch == 3)
            {
                throw new IOException("no space left");
            }
        }

        public void Dispose()
        {
        }
    }
}
