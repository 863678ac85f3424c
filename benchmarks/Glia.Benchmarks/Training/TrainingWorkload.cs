using System.Runtime.InteropServices;
using System.Text.Json;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Benchmarks.Training;

/// <summary>One workload of <c>benchmarks/training/workloads.json</c> with the rows that <c>data.py</c> made for every contender.</summary>
internal sealed class TrainingWorkload
{
    private readonly JsonElement _work;
    private readonly string _folder;

    public TrainingWorkload(string name, string workloads, string data)
    {
        using JsonDocument all = JsonDocument.Parse(File.ReadAllBytes(workloads));
        _work = all.RootElement.GetProperty(name).Clone();
        _folder = Path.Combine(data, Text("data"));
        using JsonDocument shape = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, "shape.json")));
        int features = shape.RootElement.GetProperty("features").GetInt32();
        Train = new TrainingSet(Read("x_train"), features, Read("y_train"), 1);
        Test = new TrainingSet(Read("x_test"), features, Read("y_test"), 1);
        Loss = Loss.Parse(Text("loss"));
    }

    public TrainingSet Train { get; }

    public TrainingSet Test { get; }

    public Loss Loss { get; }

    public int Epochs => _work.GetProperty("epochs").GetInt32();

    /// <summary>The network before training.</summary>
    public Network Start(ulong seed)
    {
        int[] units = [.. _work.GetProperty("layers").EnumerateArray().Select(number => number.GetInt32())];
        List<LayerSpec> layers = [];
        foreach (int hidden in units[1..^1])
        {
            layers.AddRange([new DenseSpec(hidden), new ActivationSpec(Text("activation"))]);
        }

        return Network.Create(units[0], [.. layers, new DenseSpec(units[^1])], seed);
    }

    public TrainingOptions Options(ulong seed, int epochs, int threads) => new()
    {
        Epochs = epochs,
        BatchSize = _work.GetProperty("batch").GetInt32(),
        LearningRate = _work.GetProperty("rate").GetDouble(),
        Optimizer = Text("optimizer"),
        Seed = seed,
        Threads = threads,
        KeepBest = false,
    };

    /// <summary>The loss over the training rows.</summary>
    public double TrainingLoss(Network network) =>
        Loss.Evaluate(Predict(network, Train), Train.Targets.Span, default, Train.Rows, default);

    /// <summary>Accuracy, or R² for a regression, of the rows held out.</summary>
    public double Score(Network network)
    {
        float[] outputs = Predict(network, Test);
        ReadOnlySpan<float> targets = Test.Targets.Span;
        return Text("loss") == "squared" ? RSquared(outputs, targets) : Accuracy(outputs, targets, network.Outputs);
    }

    private static float[] Predict(Network network, TrainingSet set)
    {
        float[] outputs = new float[set.Rows * network.Outputs];
        network.Predict(set.X.Span, set.Rows, outputs);
        return outputs;
    }

    private static double Accuracy(float[] outputs, ReadOnlySpan<float> targets, int width)
    {
        int right = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<float> of = outputs.AsSpan(row * width, width);
            int guess = width == 1 ? (of[0] > 0 ? 1 : 0) : of.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(of));
            right += guess == (int)targets[row] ? 1 : 0;
        }

        return (double)right / targets.Length;
    }

    private static double RSquared(float[] outputs, ReadOnlySpan<float> targets)
    {
        double mean = System.Numerics.Tensors.TensorPrimitives.Average<float>(targets);
        double left = 0;
        double spread = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            left += Math.Pow(targets[row] - outputs[row], 2);
            spread += Math.Pow(targets[row] - mean, 2);
        }

        return 1 - (left / spread);
    }

    private float[] Read(string part)
    {
        using FileStream file = File.OpenRead(Path.Combine(_folder, part + ".f32"));
        float[] values = new float[file.Length / sizeof(float)];
        file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private string Text(string property) => _work.GetProperty(property).GetString()!;
}
