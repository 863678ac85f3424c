using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Training;

public class TrainerTests
{
    private static readonly Loss Squared = Loss.Parse("squared");

    [Fact]
    public void A_watched_run_ends_with_the_weights_of_an_unwatched_one()
    {
        Assert.Equal(Hash(), Hash(new Watcher(_ => true)));
        Assert.Equal(Hash(), Hash(new Watcher(step => step % 3 == 0), new Watcher(_ => false)));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_weights()
    {
        string one = Hash(new TrainingOptions { Epochs = 3, Threads = 1 });
        Assert.Equal(one, Hash(new TrainingOptions { Epochs = 3, Threads = 2 }));
        Assert.Equal(one, Hash(new TrainingOptions { Epochs = 3, Threads = 3 }));
    }

    [Fact]
    public void Another_seed_shuffles_otherwise() =>
        Assert.NotEqual(Hash(new TrainingOptions { Epochs = 2, Seed = 1 }), Hash(new TrainingOptions { Epochs = 2, Seed = 2 }));

    [Theory]
    [InlineData("sgd")]
    [InlineData("adamw")]
    public void A_step_allocates_nothing(string optimizer)
    {
        TrainingSet set = Toy.Regression(600, 6, 3);
        Network network = Network.Create(6, Toy.Everything(1), 1);
        AllocationMeter meter = new(50);
        TrainingOptions options = new() { Epochs = 1, BatchSize = 1, Threads = 1, Optimizer = optimizer, Schedule = "one_cycle", ClipNorm = 1, ClipValue = 1, L1 = 1e-5, L2 = 1e-5 };
        new Trainer(network, Squared, options, meter).Fit(set);
        Assert.Equal(0, meter.Bytes);
    }

    [Fact]
    public void The_view_shows_the_step_as_it_was()
    {
        TrainingSet set = Toy.Regression(50, 6, 3);
        Network network = Network.Create(6, [new DenseSpec(4), new ActivationSpec("tanh"), new DenseSpec(1)], 1);
        float[] start = network.Values.ToArray();
        int steps = 0;
        Watcher watcher = new(_ => true)
        {
            OnStep = (in StepView step) =>
            {
                steps++;
                Assert.Equal(steps, step.Step);
                Assert.Equal(((steps - 1) / 3) + 1, step.Epoch);
                Assert.Equal(steps % 3 == 0 ? 10 : 20, step.Rows);
                Assert.Equal(step.Rows * 6, step.Output(-1).Length);
                Assert.Equal(step.Rows * 4, step.Output(1).Length);
                Assert.Equal(step.Rows * 4, step.OutputGradient(0).Length);
                Assert.Equal(MathF.Tanh(step.Output(0)[0]), step.Output(1)[0], 1e-6f);
                foreach (Parameter parameter in step.Network.Parameters)
                {
                    for (int i = 0; i < parameter.Length; i++)
                    {
                        if (steps == 1)
                        {
                            Assert.Equal(start[parameter.Offset + i], step.Before(parameter)[i]);
                        }

                        Assert.Equal(step.Before(parameter)[i] - (0.01f * step.Gradient(parameter)[i]), parameter.Values[i]);
                    }
                }
            },
        };
        TrainingResult result = new Trainer(network, Squared, new TrainingOptions { Epochs = 2, BatchSize = 20, Optimizer = "sgd", LearningRate = 0.01 }, watcher).Fit(set);
        Assert.Empty(result.ObserverFailures);
        Assert.Equal(6, steps);
        Assert.Equal(["started", "epoch 1", "epoch 2", "finished"], watcher.Moments);
    }

    [Fact]
    public void Clipping_by_norm_and_by_value_limits_what_the_optimizer_gets()
    {
        double norm = 0;
        double largest = 0;
        double before = 0;
        Watcher watcher = new(_ => true)
        {
            OnStep = (in StepView step) =>
            {
                double sum = 0;
                before = step.GradientNorm;
                foreach (Parameter parameter in step.Network.Parameters)
                {
                    foreach (float g in step.Gradient(parameter))
                    {
                        sum += (double)g * g;
                        largest = Math.Max(largest, Math.Abs(g));
                    }
                }

                norm = Math.Sqrt(sum);
            },
        };
        _ = Hash(new TrainingOptions { Epochs = 1, ClipNorm = 0.01 }, watcher);
        Assert.True(before > 0.01);
        Assert.Equal(0.01, norm, 1e-7);
        largest = 0;
        _ = Hash(new TrainingOptions { Epochs = 1, ClipValue = 0.001 }, watcher);
        Assert.Equal(0.001f, (float)largest);
    }

    [Fact]
    public void Weight_two_equals_the_row_given_twice_to_the_bit_in_a_full_batch()
    {
        TrainingSet set = Toy.Regression(20, 6, 3);
        float[] weights = new float[20];
        Array.Fill(weights, 1);
        weights[7] = 2;
        weights[12] = 3;
        List<float> x = [];
        List<float> targets = [];
        for (int r = 0; r < 20; r++)
        {
            for (int copy = 0; copy < weights[r]; copy++)
            {
                x.AddRange(set.X.Span.Slice(6 * r, 6));
                targets.Add(set.Targets.Span[r]);
            }
        }

        string weighted = Run(set with { Weights = weights }, new TrainingOptions { Epochs = 30, BatchSize = 100 });
        string repeated = Run(new TrainingSet(x.ToArray(), 6, targets.ToArray(), 1), new TrainingOptions { Epochs = 30, BatchSize = 100 });
        Assert.Equal(weighted, repeated);

        static string Run(TrainingSet rows, TrainingOptions options)
        {
            Network network = Network.Create(6, Toy.Everything(1), 1);
            new Trainer(network, Squared, options).Fit(rows);
            return network.WeightsSha256();
        }
    }

    [Fact]
    public void Wrong_rows_are_refused_before_anything_happens()
    {
        Network network = Network.Create(6, [new DenseSpec(3)], 1);
        Trainer trainer = new(network, Loss.Parse("softmax_cross_entropy"), new TrainingOptions());
        float[] x = new float[12];
        Refused(new TrainingSet(x, 4, new float[3], 1), "4 features; the network takes 6");
        Refused(new TrainingSet(x, 6, new float[4], 2), "width 2; softmax_cross_entropy with 3 outputs takes width 1");
        Refused(new TrainingSet(x, 6, new float[3], 1), "does not fit together");
        Refused(new TrainingSet(x, 6, new float[] { 0, 3 }, 1), "row 1 (counted from 0) is 3");
        Refused(new TrainingSet(x, 6, new float[] { 0, float.NaN }, 1), "is NaN");
        Refused(new TrainingSet(x, 6, new float[2], 1, new float[] { 1, -1 }), "is -1");
        Refused(new TrainingSet(x, 6, new float[2], 1, new float[2]), "All weights");
        Refused(new TrainingSet(default, 6, default, 1), "does not fit together");

        void Refused(TrainingSet set, string said) =>
            Assert.Contains(said, Assert.Throws<ArgumentException>(() => trainer.Fit(set)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        Network network = Network.Create(6, [new DenseSpec(3)], 1);
        GliaException exception = Assert.Throws<GliaException>(() => new Trainer(network, Squared, new TrainingOptions { LearningRate = -1 }));
        Assert.Equal("The training option LearningRate is -1; it has to be positive and finite.", exception.Message);
        Assert.Throws<GliaException>(() => new TrainingOptions { ClipNorm = double.NaN }.Check());
        Assert.Throws<GliaException>(() => new TrainingOptions { Schedule = "sometimes" }.Check());
        Assert.Throws<GliaException>(() => new TrainingOptions { CheckpointEvery = 0 }.Check());
    }

    private static string Hash(params IReadOnlyList<IStepObserver> observers) => Hash(new TrainingOptions { Epochs = 3 }, observers);

    private static string Hash(TrainingOptions options, params IReadOnlyList<IStepObserver> observers)
    {
        Network network = Network.Create(6, Toy.Everything(1), 1);
        new Trainer(network, Squared, options with { BatchSize = 32 }, observers).Fit(Toy.Regression(150, 6, 3), Toy.Regression(40, 6, 4));
        return network.WeightsSha256();
    }

    /// <summary>The least that some steps in a row allocated, for the reasons of <see cref="Allocations"/>.</summary>
    private sealed class AllocationMeter(long every) : IStepObserver
    {
        private long _start = long.MinValue;

        public long Bytes { get; private set; } = long.MaxValue;

        public bool Watches(long step) => step % every == 0;

        public void StepEnded(in StepView step)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            Bytes = step.Step > every ? Math.Min(Bytes, now - _start) : Bytes;
            _start = now;
        }
    }
}
