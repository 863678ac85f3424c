using System.Globalization;
using System.Text;
using Glia.Kernels.Randomness;
using Glia.Networks;

namespace Glia.Tabular.Tests.Fitting;

public sealed class StreamedFitTests : IDisposable
{
    private const int Rows = 15_000;
    private const int Columns = 12;

    // The smallest memory there may be; the file below is estimated at more.
    private static readonly FitOptions Small = new() { EmbedFrom = 0, Memory = 1 << 24, Hidden = [16], Epochs = 2, Threads = 1, BatchSize = 256 };
    private static readonly string Numbers = Content(Rows, classes: false);
    private static readonly string Classes = Content(Rows, classes: true);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Learns_what_the_table_in_memory_teaches_and_says_how_rows_were_used()
    {
        string path = _scratch.File(Numbers);
        FitPlan? plan = null;
        TabularModel streamed = Fit(path, Small with { Epochs = 5 }, new FitRun { Planned = planned => plan = planned });
        TabularModel memory = Learner.Fit(Table.Read(path), "y", Small with { Epochs = 5, Memory = 0 });

        RunRecord record = streamed.Run!;
        Assert.Null(plan!.Split);
        Assert.Equal(new RowCounts(Rows, 20, record.Rows.Train, record.Rows.Validation, record.Rows.Test), record.Rows);
        Assert.Equal(Rows - 20, record.Rows.Train + record.Rows.Validation + record.Rows.Test);

        // 227 inputs: a sixteenth of the memory holds 540 rows to be judged, and a window 4566 rows, so there are three.
        Assert.InRange(record.Rows.Test, 450, 630);
        Assert.InRange(record.Rows.Validation, 450, 630);
        Assert.Equal(memory.Run!.Missing, record.Missing);
        Assert.Equal(memory.Schema.Columns, streamed.Schema.Columns);
        Assert.Equal(memory.Schema.Why, streamed.Schema.Why);
        Assert.Equal(memory.Run!.Evaluation["test"].Metrics["r2"], record.Evaluation["test"].Metrics["r2"], 0.03);
        Assert.Equal(memory.TargetMean, streamed.TargetMean, 0.1);
        Assert.Equal(memory.Preprocessor.OutputNames, streamed.Preprocessor.OutputNames);
        foreach ((Feature one, Feature two) in memory.Preprocessor.Features.Zip(streamed.Preprocessor.Features))
        {
            if (one is NumberFeature number)
            {
                Assert.Equal(number.Center, ((NumberFeature)two).Center, 0.05);
                Assert.Equal(1, ((NumberFeature)two).Scale / number.Scale, 0.02);
            }
        }

        Assert.NotNull(streamed.Health);
        Assert.Single(Directory.GetFiles(_scratch.Folder));
    }

    [Fact]
    public void The_same_seed_and_memory_give_the_same_bits_with_any_threads()
    {
        string path = _scratch.File(Classes);
        string once = Fit(path, Small).Network.WeightsSha256();
        Assert.Equal(once, Fit(path, Small with { Threads = 2 }).Network.WeightsSha256());
        Assert.NotEqual(once, Fit(path, Small with { Seed = 2 }).Network.WeightsSha256());
        Assert.NotEqual(once, Fit(path, Small with { Memory = 17 << 20 }).Network.WeightsSha256());
    }

    [Fact]
    public void A_table_that_fits_is_trained_in_memory_with_the_same_bits()
    {
        string path = _scratch.File(Content(500, classes: true));
        TabularModel memory = Learner.Fit(Table.Read(path), "y", Small);
        Assert.Equal(memory.Network.WeightsSha256(), Fit(path, Small).Network.WeightsSha256());
    }

    [Fact]
    public void Stopped_and_resumed_gives_the_bits_of_never_stopping()
    {
        string path = _scratch.File(Classes), checkpoint = Path.Combine(_scratch.Folder, "a.checkpoint");
        FitOptions options = Small with { ClassWeight = ClassWeighting.Balanced };
        using CancellationTokenSource stop = new();
        TabularModel stopped = Learner.FitFile(path, "y", options, run: new FitRun { CheckpointPath = checkpoint, Observers = [new StopAt(75, stop)] }, cancel: stop.Token);
        Assert.Equal("cancelled", stopped.Run!.StopReason);

        TabularModel resumed = Fit(path, options with { Threads = 2 }, new FitRun { ResumeFrom = checkpoint });
        Assert.Equal("completed", resumed.Run!.StopReason);
        Assert.Equal(Fit(path, options).Network.WeightsSha256(), resumed.Network.WeightsSha256());
        Refused.Saying(() => Fit(path, options with { Memory = 17 << 20 }, new FitRun { ResumeFrom = checkpoint }), "other rows", "memory");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void Goes_on_from_another_model_with_its_columns_scaling_and_classes(bool classes, int members)
    {
        FitOptions options = Small with { Ensemble = members };
        TabularModel first = Learner.Fit(Table.Read(_scratch.File(Content(2000, classes))), "y", options with { Memory = 0, Epochs = 20 });
        string path = _scratch.File(classes ? Classes : Numbers);
        var run = new FitRun { StartFrom = first };

        TabularModel still = Fit(path, options with { Epochs = 1, Optimizer = "sgd", LearningRate = 1e-30 }, run);
        Assert.True(still.Run!.IsStreamed);
        Assert.Equal(first.Members.Select(network => network.WeightsSha256()), still.Members.Select(network => network.WeightsSha256()));
        Assert.Equal((first.TargetMean, first.TargetScale), (still.TargetMean, still.TargetScale));
        Assert.Same(first.Preprocessor, still.Preprocessor);
        Assert.Equal(first.Classes, still.Classes);

        TabularModel on = Fit(path, options with { Epochs = 1 }, run), anew = Fit(path, options with { Epochs = 1 });
        Assert.True(on.Run!.History[0].TrainLoss < anew.Run!.History[0].TrainLoss, $"{on.Run.History[0].TrainLoss} after an epoch more, {anew.Run.History[0].TrainLoss} from the start");
        Refused.Saying(() => Fit(_scratch.File(classes ? Numbers : Classes), options, run), "table.csv", "'y'");
    }

    [Theory]
    [InlineData("y", "z")]
    [InlineData("y,z")]
    public void Several_numbers_are_streamed_as_one_is(params string[] targets)
    {
        string path = _scratch.File(Several(Numbers, (line, x, row) => row % 90 == 5 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 - (20 * x):0.000}")));
        FitOptions options = Small with { Epochs = 5, Task = TaskChoice.Regression };
        TabularModel streamed = Learner.FitTargetsFile(path, targets, options), memory = Learner.FitTargets(Table.Read(path), targets, options);
        Assert.True(streamed.Run!.IsStreamed);
        Assert.Equal((TaskKind.Multitarget, memory.Run!.Rows.WithoutTarget), (streamed.Task, streamed.Run.Rows.WithoutTarget));
        Assert.InRange(streamed.Run.Rows.WithoutTarget, 180, 190);
        foreach ((OutputScale one, OutputScale two) in memory.Scale.Targets!.Zip(streamed.Scale.Targets!))
        {
            Assert.Equal(one.TargetMean, two.TargetMean, 0.02 * one.TargetScale);
            Assert.Equal(1, one.TargetScale / two.TargetScale, 0.02);
        }

        foreach ((string target, Evaluation own) in streamed.Run.Evaluation["test"].Targets!)
        {
            // More rows are trained on, in five epochs of a tenth of a second.
            Assert.InRange(own.Metrics["r2"] - memory.Run.Evaluation["test"].Targets![target].Metrics["r2"], -0.02, 0.1);
        }
    }

    [Fact]
    public void Several_labels_are_streamed_with_weights_temperatures_and_several_networks()
    {
        string path = _scratch.File(Several(Classes, (line, x, row) => x > 2 ? "True" : "False")), checkpoint = Path.Combine(_scratch.Folder, "a.checkpoint");
        FitOptions options = Small with { ClassWeight = ClassWeighting.Balanced, Calibrate = true, Ensemble = 2 };
        var model = (MultilabelModel)Learner.FitTargetsFile(path, ["y", "z"], options);
        Assert.True(model.Run!.IsStreamed);
        Assert.Equal(["high", "low", "false", "true"], model.Targets.SelectMany(target => target.Classes));
        IReadOnlyList<double> weights = Loss.Parse(model.Run.Loss).PositiveWeights;
        Assert.InRange(weights[0], 0.3, 0.37);
        Assert.InRange(weights[1], 0.9, 1.1);
        Assert.InRange(model.Run.Evaluation["test"].Targets!["y"].Metrics["roc_auc"], 0.9, 1);
        Assert.Equal(["y", "z"], model.Run.CalibrationByTarget!.Keys);
        Assert.Equal(2, model.Members.Count);

        FitOptions one = options with { Ensemble = 1 };
        using CancellationTokenSource stop = new();
        Learner.FitTargetsFile(path, ["y", "z"], one, run: new FitRun { CheckpointPath = checkpoint, Observers = [new StopAt(75, stop)] }, cancel: stop.Token);
        TabularModel resumed = Learner.FitTargetsFile(path, ["y", "z"], one with { Threads = 2 }, run: new FitRun { ResumeFrom = checkpoint });
        Assert.Equal(model.Members[0].WeightsSha256(), resumed.Network.WeightsSha256());
    }

    [Fact]
    public void A_wrong_row_in_the_middle_is_named_by_its_line()
    {
        string[] lines = Numbers.Split('\n');
        lines[11_000] += ",1";
        Refused.Saying(() => Fit(_scratch.File(string.Join('\n', lines)), Small), "line 11001", "14 fields", "13");

        lines = Numbers.Split('\n');
        lines[11_000] = "oops" + lines[11_000][lines[11_000].IndexOf(',')..];
        FitOptions told = Small with { Columns = new Dictionary<string, ColumnKind> { ["x0"] = ColumnKind.Number } };
        Refused.Saying(() => Fit(_scratch.File(string.Join('\n', lines)), told), "line 11001", "'x0'", "'oops'");
    }

    [Fact]
    public void Text_that_comes_late_makes_the_column_text_as_in_memory()
    {
        string[] lines = Numbers.Split('\n');
        lines[13_000] = "oops" + lines[13_000][lines[13_000].IndexOf(',')..];
        string path = _scratch.File(string.Join('\n', lines));
        TabularModel model = Fit(path, Small with { Epochs = 1 });
        ColumnSchema late = Assert.Single(model.Schema.Columns, column => column.Name == "x0");
        Assert.Equal(ColumnKind.Ignored, late.Kind);
        Assert.Contains("a name or free text", late.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_only_an_unknown_target_and_no_file_are_refused()
    {
        string one = string.Join('\n', Classes.Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : line[..line.LastIndexOf(',')] + ",a"));
        Refused.Saying(() => Fit(_scratch.File(one), Small), "'y' is 'a' in every row", "two classes");
        string gone = string.Join('\n', Classes.Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : line[..line.LastIndexOf(',')] + ","));
        Refused.Saying(() => Fit(_scratch.File(gone), Small), "missing in every row");
        Refused.Saying(() => Learner.FitFile(_scratch.File(Classes), "z", Small), "no target column 'z'");
        Refused.Saying(() => Fit(Path.Combine(_scratch.Folder, "absent.csv"), Small), "no such file");
        Refused.Saying(() => Fit(_scratch.File(string.Empty), Small), "the file is empty");
        Refused.Saying(() => Fit(_scratch.File(Classes), Small with { Memory = 1000 }), "memory", "16 MiB");
    }

    [Fact]
    public void A_full_disk_is_one_clear_message()
    {
        using var full = new Limited(10_000);
        using var writer = new SpoolWriter(full, "run/rows.tmp", inputs: 9, width: 1, weighted: false);
        float[] x = new float[900], targets = new float[100];
        writer.Write(x, targets, []);
        writer.Write(x, targets, []);
        Refused.Saying(() => writer.Write(x, targets, []), "run/rows.tmp", "No space left", "40 bytes a row", "another disk");
    }

    [Fact]
    public void A_failed_fit_leaves_no_prepared_rows()
    {
        string spool = Path.Combine(_scratch.Folder, "rows.tmp");
        var run = new FitRun { SpoolPath = spool, Planned = _ => throw new GliaException(File.Exists(spool) ? "there" : "not there") };
        Refused.Saying(() => Fit(_scratch.File(Classes), Small, run), "there");
        Assert.False(File.Exists(spool));
    }

    [Fact]
    public void Cancelled_while_reading_ends_at_once()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Learner.FitFile(_scratch.File(Classes), "y", Small, cancel: stop.Token));
    }

    [Fact]
    public void Reading_a_table_is_cancelled_between_rows()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Table.Read(_scratch.File(Classes), new TableOptions { Cancel = stop.Token }));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e6, 1)]
    [InlineData(-3, 1e-4)]
    public void Running_moments_are_those_of_all_values(double center, double spread)
    {
        RandomStream stream = new(1);
        double[] values = [.. Enumerable.Range(0, 10_001).Select(_ => center + (spread * stream.NextNormal()))];
        RunningMoments running = default;
        for (int start = 0; start < values.Length; start += 777)
        {
            running.Add(values.AsSpan(start, Math.Min(777, values.Length - start)));
        }

        (double mean, double deviation) = Scale.Moments([.. values, .. Enumerable.Repeat(5.0, 50)]);
        RunningMoments filled = running.With(50, 5);
        Assert.Equal(1, filled.Mean / mean, 1e-12);
        Assert.Equal(1, filled.Deviation / deviation, 1e-9);
        running = default;
        running.Add([0.1, double.NaN, 0.1]);
        running.Add([0.1]);
        Assert.Equal((3, 0), (running.Count, running.Deviation));
    }

    [Fact]
    public void A_sample_holds_few_rows_whole_and_many_fairly()
    {
        RandomStream stream = new(5);
        var sample = new RowSample();
        for (int block = 0; block < 100; block++)
        {
            int first = 1000 * block;
            uint[] lots = new uint[1000];
            stream.Fill(lots);
            sample.Add(Table.FromColumns(("x", Enumerable.Range(first, 1000).ToArray())), lots, wanted: 2000);
        }

        double[] kept = ((NumberColumn)sample.Take(3000, "t")["x"]).Values.ToArray();
        Assert.InRange(kept.Length, 1800, 3000);
        Assert.Equal(kept.Order(), kept);
        Assert.Equal(kept.Length, kept.Distinct().Count());

        // The mean of n uniform numbers below 100 000 deviates by 28 868/√n, at most 680; four times that.
        Assert.Equal(50_000, kept.Average(), 2800.0);
    }

    private static TabularModel Fit(string path, FitOptions options, FitRun? run = null) => Learner.FitFile(path, "y", options, run: run);

    /// <summary>A table sorted by its target, with gaps, a category and 20 rows without a target.</summary>
    private static string Content(int rows, bool classes)
    {
        RandomStream stream = new(7);
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, Columns - 1).Select(i => $"x{i}"))).Append(",kind,y\n");
        for (int row = 0; row < rows; row++)
        {
            double y = (double)row / rows * 4;
            for (int i = 0; i < Columns - 1; i++)
            {
                float noise = stream.NextNormal();
                text.Append(i == 3 && row % 50 == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{(i < 3 ? y * (i + 1) : 0) + noise:0.000000000000000}")).Append(',');
            }

            string target = classes ? (y < 3 ? "low" : "high") : string.Create(CultureInfo.InvariantCulture, $"{y:0.0000}");
            text.Append(CultureInfo.InvariantCulture, $"k{row * 7 % 211}").Append(',').Append(row % (rows / 20) == 1 ? string.Empty : target).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The table with another target z, made of a line, its first column and its number.</summary>
    private static string Several(string content, Func<string, double, int, string> z) => string.Join('\n', content.TrimEnd('\n').Split('\n').Select((line, i) =>
        $"{line},{(i == 0 ? "z" : z(line, double.Parse(line[..line.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture), i))}")) + "\n";

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

    /// <summary>A disk with little room.</summary>
    private sealed class Limited(long room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room)
            {
                throw new IOException("No space left on device.");
            }

            base.Write(buffer);
        }
    }
}
