using Glia.Health;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

// Trains a watched network of every kind of layer on drawn rows and prints the hash of its weights and the states of its units:
// compiled ahead of time and not, both lines must be the same.
const int Rows = 300;
const int Features = 7;
var chance = new RandomStream(5);
float[] x = [.. Enumerable.Range(0, Rows * Features).Select(_ => chance.NextNormal())];
float[] targets = [.. Enumerable.Range(0, Rows).Select(row => x[row * Features] * x[(row * Features) + 1] > 0 ? 1f : 0f)];
var set = new TrainingSet(x, Features, targets, 1, default);

Network network = Network.Create(
    Features,
    [
        new DenseSpec(33), new BatchNormSpec(), new ActivationSpec("prelu(learn=unit)"), new DropoutSpec(0.1),
        new DenseSpec(18), new LayerNormSpec(), new ActivationSpec("swish"), new DenseSpec(9), new ActivationSpec("relu"), new DenseSpec(1),
    ],
    seed: 11);
var monitor = new HealthMonitor();
var options = new TrainingOptions { Epochs = 12, BatchSize = 32, Optimizer = "adamw", Schedule = "one_cycle", LearningRate = 0.01, Threads = 2 };
new Trainer(network, Loss.Parse("binary_cross_entropy"), options, monitor).Fit(set);

Network read = Network.FromBytes(network.ToBytes(), "memory");
HealthReport report = monitor.Report(read, x, Rows);
Console.WriteLine($"{read.WeightsSha256()} {string.Join(' ', report.Layers.SelectMany(layer => layer.State))}");
