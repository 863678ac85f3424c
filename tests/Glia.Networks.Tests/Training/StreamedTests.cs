using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Glia.Kernels.Randomness;
using Glia.Networks.Layers;
using Glia.Networks.Training;

namespace Glia.Networks.Tests.Training;

public sealed class StreamedTests
{
    private const int Rows = 3001;
    private static readonly TrainingSet All = Weighted(Toy.Regression(Rows, 5, 1));
    private static readonly TrainingSet Held = Weighted(Toy.Regression(200, 5, 2));
    private static readonly TrainingOptions Options = new() { Epochs = 3, BatchSize = 64, Threads = 1 };

    [Theory]
    [InlineData(Rows, 64)]
    [InlineData(int.MaxValue, 64)]
    [InlineData(Rows, 3000)]
    public void A_window_of_all_rows_gives_the_bits_of_training_in_memory(int window, int batch)
    {
        Trainer memory = Make(Options with { BatchSize = batch });
        memory.Fit(All, Held, TestContext.Current.CancellationToken);
        Trainer streamed = Make(Options with { BatchSize = batch });
        TrainingResult result = streamed.FitStreamed(Stream(window), Held, TestContext.Current.CancellationToken);

        Assert.Equal(memory.Network.WeightsSha256(), streamed.Network.WeightsSha256());
        Assert.Equal(Options.Epochs, result.History.Count);
    }

    [Fact]
    public void Without_validation_rows_the_sample_judges()
    {
        Trainer memory = Make(Options);
        TrainingResult one = memory.Fit(All, cancel: TestContext.Current.CancellationToken);
        Trainer streamed = Make(Options);
        TrainingResult two = streamed.FitStreamed(Stream(Rows), cancel: TestContext.Current.CancellationToken);
        Assert.Equal(one.History.Select(epoch => epoch.MonitoredLoss), two.History.Select(epoch => epoch.MonitoredLoss));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(700)]
    public void The_same_seed_and_window_give_the_same_bits_with_any_threads(int window)
    {
        string once = Hash(Options, window);
        Assert.Equal(once, Hash(Options, window));
        Assert.Equal(once, Hash(Options with { Threads = 2 }, window));
        Assert.NotEqual(once, Hash(Options with { Seed = 2 }, window));
        Assert.NotEqual(once, Hash(Options, window + 300));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(47)]
    [InlineData(60)]
    public void Stopped_anywhere_and_resumed_gives_the_bits_of_never_stopping(int step)
    {
        string path = Path.GetTempFileName();
        try
        {
            using CancellationTokenSource stop = new();
            Trainer first = new(Network(), Loss.Parse("squared"), Options with { CheckpointPath = path }, new StopAt(step, stop));
            Assert.Equal(StopReason.Cancelled, first.FitStreamed(Stream(700), Held, stop.Token).Reason);

            Trainer second = Trainer.Resume(path, threads: 2);
            TrainingResult result = second.FitStreamed(Stream(700), Held, TestContext.Current.CancellationToken);
            Assert.Equal(StopReason.Completed, result.Reason);
            Assert.Equal(Hash(Options, 700), second.Network.WeightsSha256());

            GliaException other = Assert.Throws<GliaException>(() => Trainer.Resume(path).FitStreamed(Stream(701), Held));
            Assert.Contains("memory", other.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(300_000)]
    public void Every_row_is_in_one_window_of_an_epoch(int windowRows)
    {
        const int rows = 2_500_001 / 5;
        WindowPlan plan = new(rows, windowRows, new RandomStream(1));
        int[] seen = new int[rows];
        for (int window = 0; window < plan.Windows; window++)
        {
            int count = 0;
            foreach ((int first, int length) in plan.Pieces(window))
            {
                for (int row = first; row < first + length; row++)
                {
                    seen[row]++;
                }

                count += length;
            }

            Assert.Equal(plan.Start(window + 1) - plan.Start(window), count);
            Assert.InRange(count, 1, Math.Min(windowRows, plan.LargestWindow));
            Assert.Equal(window, plan.WindowOf(plan.Start(window)));
            Assert.Equal(window, plan.WindowOf(plan.Start(window + 1) - 1));
        }

        Assert.All(seen, times => Assert.Equal(1, times));
    }

    [Fact]
    public void A_sorted_source_is_mixed_in_every_window()
    {
        WindowPlan plan = new(100_000, 10_000, new RandomStream(7));
        for (int window = 0; window < plan.Windows; window++)
        {
            double late = plan.Pieces(window).Sum(piece => (double)Math.Max(0, piece.First + piece.Rows - Math.Max(piece.First, 50_000)));

            // 257 blocks of 39 rows, each late with probability 1/2: a deviation of 3.1 %; ten windows within four of them.
            Assert.InRange(late / (plan.Start(window + 1) - plan.Start(window)), 0.375, 0.625);
        }
    }

    [Fact]
    public void Rows_that_cannot_be_read_end_the_training_with_their_reason()
    {
        MemorySource source = new(All) { FailsFrom = 2000 };
        GliaException failed = Assert.Throws<GliaException>(() => Make(Options).FitStreamed(new StreamedRows(source, 300, All), Held));
        Assert.Equal("The disk is gone.", failed.Message);
    }

    [Fact]
    public void A_target_that_the_loss_cannot_take_is_refused_with_its_row()
    {
        float[] targets = All.Targets.ToArray();
        targets[1234] = float.NaN;
        MemorySource source = new(All with { Targets = targets });
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => Make(Options).FitStreamed(new StreamedRows(source, 300, All), Held));
        Assert.Contains("row 1234 ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_another_shape_are_refused()
    {
        StreamedRows wrong = new(new MemorySource(Toy.Regression(10, 4, 1)), 5, All);
        Assert.Contains("4 inputs", Assert.Throws<ArgumentException>(() => Make(Options).FitStreamed(wrong)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Make(Options).FitStreamed(Stream(0)));
    }

    private static TrainingSet Weighted(TrainingSet set) => set with { Weights = Toy.Normal(set.Rows, 9).Select(value => value * value).ToArray() };

    private static StreamedRows Stream(int window) => new(new MemorySource(All), window, All);

    private static Network Network() => Networks.Network.Create(5, [new DenseSpec(16), new ActivationSpec("tanh"), new DenseSpec(1)], 3);

    private static Trainer Make(TrainingOptions options) => new(Network(), Loss.Parse("squared"), options);

    private static string Hash(TrainingOptions options, int window)
    {
        Trainer trainer = Make(options);
        trainer.FitStreamed(Stream(window), Held, TestContext.Current.CancellationToken);
        return trainer.Network.WeightsSha256();
    }

    private sealed class StopAt(int step, CancellationTokenSource stop) : IStepObserver
    {
        public void StepEnded(in StepView view)
        {
            if (view.Step == step)
            {
                stop.Cancel();
            }
        }
    }

    private sealed class MemorySource(TrainingSet set) : IRowSource
    {
        public int FailsFrom { get; init; } = int.MaxValue;

        public int Rows => set.Rows;

        public int Features => set.Features;

        public int TargetWidth => set.TargetWidth;

        public bool HasWeights => !set.Weights.IsEmpty;

        public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(set.X.Span)));

        public void Read(int first, Span<float> x, Span<float> targets, Span<float> weights)
        {
            int rows = x.Length / Features;
            if (first + rows > FailsFrom)
            {
                throw new GliaException("The disk is gone.");
            }

            set.X.Span.Slice(first * Features, x.Length).CopyTo(x);
            set.Targets.Span.Slice(first * TargetWidth, targets.Length).CopyTo(targets);
            if (HasWeights)
            {
                set.Weights.Span.Slice(first, rows).CopyTo(weights);
            }
        }
    }
}
