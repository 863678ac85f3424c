using System.Globalization;
using Glia.Kernels.Activations;
using Glia.Networks.Layers;
using Glia.Onnx.Graphs;
using Glia.Tabular;

namespace Glia.Onnx.Tests;

public sealed class OnnxExportTests
{
    public static TheoryData<string, string> Tables
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach ((string file, string target) in Samples.All)
            {
                all.Add(file, target);
            }

            return all;
        }
    }

    public static TheoryData<int> Opsets => [.. Enumerable.Range(OnnxOptions.LowestOpset, OnnxOptions.HighestOpset - OnnxOptions.LowestOpset + 1)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_activation_on_every_sample_predicts_the_same_in_ONNX_Runtime(string file, string target)
    {
        Table table = Samples.Read(file);
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            string text = Models.Gentle(info);
            Agrees(Models.Of(table, target, [new DenseSpec(10), new ActivationSpec(text), new DenseSpec(6), new ActivationSpec(text)]), table, $"{text} on {file}");
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_trained_model_predicts_the_same_in_ONNX_Runtime(string file, string target)
    {
        Table table = Samples.Read(file);
        CancellationToken cancel = TestContext.Current.CancellationToken;
        bool number = Schema.Infer(table, target).Task is TaskKind.Regression;
        TabularModel model = number
            ? new Regressor { Hidden = [16], Activation = "swish", Epochs = 5 }.Fit(table, target, cancel: cancel)
            : new Classifier { Hidden = [16], Activation = "elu", Epochs = 5 }.Fit(table, target, cancel: cancel);
        Agrees(model, table, file);
    }

    [Theory]
    [InlineData("swiglu", 8)]
    [InlineData("crelu", 32)]
    [InlineData("maxout(pieces=4)", 4)]
    public void A_trained_model_whose_layers_change_width_predicts_the_same_in_ONNX_Runtime(string activation, int outputs)
    {
        Table table = Samples.Read("penguins.csv");
        ClassificationModel model = new Classifier { Hidden = [16, 16], Activation = activation, Epochs = 20 }
            .Fit(table, "species", cancel: TestContext.Current.CancellationToken);
        Assert.Equal([16, outputs, 16, outputs], model.Network.Layers.Take(4).Select(layer => layer.Outputs));
        Assert.InRange(model.Evaluate(table).Metrics["accuracy"], 0.9, 1);
        Agrees(model, table, activation);
    }

    [Theory]
    [MemberData(nameof(Opsets))]
    public void Every_opset_offered_predicts_the_same_in_ONNX_Runtime(int opset)
    {
        TabularModel model = Models.Of(Models.Mixed, "outcome", [new BatchNormSpec(), new DenseSpec(5), new LayerNormSpec(), new ActivationSpec("prelu(learn=unit)")]);
        Agrees(model, Models.Mixed, $"opset {opset}", new OnnxOptions { Opset = opset });
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3)]
    [InlineData(0.9999999)]
    public void A_binary_label_follows_the_threshold(double threshold)
    {
        Table table = Samples.Read("breast_cancer.csv");
        Agrees(Models.Of(table, "target", [new DenseSpec(4), new ActivationSpec("tanh")], threshold: threshold), table, $"threshold {threshold}");
    }

    [Theory]
    [InlineData("breast_cancer.csv", 0.5)]
    [InlineData("breast_cancer.csv", 0.3)]
    [InlineData("penguins.csv", 0.5)]
    public void A_calibrated_model_predicts_the_same_in_ONNX_Runtime_and_comes_back(string file, double threshold)
    {
        Table table = Samples.Read(file);
        string target = file == "penguins.csv" ? "island" : "target";
        ClassificationModel model = new Classifier { Options = new FitOptions { Hidden = [16], Epochs = 10, Calibrate = true, Threshold = threshold } }
            .Fit(table, target, cancel: TestContext.Current.CancellationToken);
        Assert.NotNull(model.Scale.Temperature);
        Agrees(model, table, file);
        TabularModel back = OnnxImport.FromBytes(OnnxExport.ToBytes(model), "m.onnx");
        Assert.Equal(model.Scale, back.Scale);
        Assert.Equal(model.Predict(table).Probabilities, back.Predict(table).Probabilities);
        Assert.Equal(model.Predict(table).Labels, back.Predict(table).Labels);
    }

    /// <summary>A wide column of texts, one of numbers, and gaps in both; levels that come once are unknown.</summary>
    private static Table Wide { get; } = Table.FromColumns(
        ("x", Enumerable.Range(0, 600).Select(i => Math.Sqrt(i % 17)).ToArray()),
        ("shop", Enumerable.Range(0, 600).Select(i => i % 11 == 0 ? null : i < 4 ? $"once{i}" : $"shop {i % 37}").ToArray()),
        ("code", Enumerable.Range(0, 600).Select(i => i % 13 == 0 ? double.NaN : i % 29 * 0.5).ToArray()),
        ("small", Enumerable.Range(0, 600).Select(i => i % 3 == 0 ? "a" : "b").ToArray()),
        ("won", Enumerable.Range(0, 600).Select(i => i % 37 % 3 == 0 ? "yes" : "no").ToArray()));

    [Theory]
    [InlineData("won", "shop", "code")]
    [InlineData("won", "shop")]
    [InlineData("x", "code")]
    [InlineData("x", "small", "shop", "code")]
    public void Embeddings_predict_the_same_in_ONNX_Runtime_and_come_back_to_the_bit(string target, params string[] embedded)
    {
        var options = new FitOptions { Hidden = [8], Epochs = 3, Embeddings = embedded.ToDictionary(name => name, name => name == "code" ? 3 : 0), Columns = new Dictionary<string, ColumnKind> { ["code"] = ColumnKind.Category } };
        TabularModel model = Learner.Fit(Wide, target, options, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(embedded.Length, Assert.IsType<EmbeddingLayer>(model.Network.Layers[0]).Columns.Count);
        Table unseen = Table.FromColumns(
            ("x", new[] { 1.0, double.NaN }), ("shop", new[] { "never seen", "" }), ("code", new[] { 99, double.NaN }), ("small", new[] { "c", null }), ("won", new[] { "yes", "no" }));
        byte[] file = OnnxExport.ToBytes(model);
        TabularModel back = OnnxImport.FromBytes(file, "m.onnx");
        foreach (Table table in new[] { Wide, unseen })
        {
            Agrees(model, table, $"embeddings of {string.Join(", ", embedded)}");
            Assert.Equal(model.Predict(table).Values, back.Predict(table).Values);
            Assert.Equal(model.Predict(table).Probabilities, back.Predict(table).Probabilities);
        }

        Assert.Equal(model.Network.WeightsSha256(), back.Network.WeightsSha256());
    }

    [Theory]
    [InlineData("penguins.csv", "species", false, "auto")]
    [InlineData("penguins.csv", "island", true, "auto")]
    [InlineData("penguins.csv", "sex", true, "auto")]
    [InlineData("breast_cancer.csv", "target", false, "auto")]
    [InlineData("diabetes.csv", "target", false, "squared")]
    [InlineData("concrete.csv", "target", false, "poisson")]
    public void An_ensemble_predicts_the_same_in_ONNX_Runtime_and_comes_back(string file, string target, bool calibrate, string loss)
    {
        Table table = Samples.Read(file);
        var options = new FitOptions { Hidden = [16], Epochs = 10, Ensemble = 3, Calibrate = calibrate, L2 = calibrate ? 0.3 : 1e-4, Loss = loss, BatchNorm = loss == "squared" }; // so heavy a penalty leaves something to calibrate
        TabularModel model = Learner.Fit(table, target, options, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(calibrate, model.Scale.Temperature is not null);
        Agrees(model, table, $"ensemble of {file}");
        TabularModel back = OnnxImport.FromBytes(OnnxExport.ToBytes(model), "m.onnx");
        Assert.Equal(model.Members.Select(member => member.WeightsSha256()), back.Members.Select(member => member.WeightsSha256()));
        Assert.Equal(model.Predict(table).Values, back.Predict(table).Values);
        Assert.Equal(model.Predict(table).Probabilities, back.Predict(table).Probabilities);
        Assert.Equal(model.Predict(table).Labels, back.Predict(table).Labels);
        Assert.Equal(model.Predict(table).Spread, back.Predict(table).Spread);
    }

    [Theory]
    [InlineData("poisson")]
    [InlineData("quantile:0.9")]
    public void A_model_of_another_loss_predicts_the_same_in_ONNX_Runtime_and_comes_back(string loss)
    {
        Table table = Samples.Read("concrete.csv");
        RegressionModel model = new Regressor { Options = new FitOptions { Hidden = [16], Epochs = 10, Loss = loss } }.Fit(table, "target", cancel: TestContext.Current.CancellationToken);
        Agrees(model, table, loss);
        TabularModel back = OnnxImport.FromBytes(OnnxExport.ToBytes(model), "m.onnx");
        Assert.Equal(model.Scale, back.Scale);
        Assert.Equal(model.Predict(table).Values, back.Predict(table).Values);
        Assert.Equal(model.Evaluate(table).Metrics, back.Evaluate(table).Metrics);
    }

    [Fact]
    public void Only_what_an_older_reader_would_read_wrongly_has_a_newer_version()
    {
        static string Format(TabularModel model) => Wire.ModelProto.Parser.ParseFrom(OnnxExport.ToBytes(model)).MetadataProps.Single(entry => entry.Key == "glia.format").Value;
        TabularModel model = Models.Of(Models.Mixed, "outcome");
        Assert.Equal("1", Format(model));
        Assert.Equal("2", Format(TabularModel.Create(model.Schema, model.Preprocessor, model.Network, model.Scale with { Temperature = 2 })));
    }

    [Fact]
    public void Values_that_training_never_saw_predict_the_same()
    {
        Table strange = Table.FromColumns(
            ("colour", new[] { "violet", null, "RED", "red" }),
            ("weight", new[] { double.NaN, 1e6, -1e-9, 0 }),
            ("time", new[] { double.NaN, 1.7e9, 1.7e9 + 1e5, 1.7e9 - 3 }),
            ("fit", new[] { null, "maybe", "true", "false" }));
        Agrees(Models.Of(Models.Mixed, "outcome"), strange, "strange rows");
    }

    [Fact]
    public void Truth_values_are_known_in_every_spelling()
    {
        string[] spellings = ["true", "False", "TRUE", "false", "True", "FALSE"];
        Table Spelled(Func<int, string> of) => Table.FromColumns(("member", Enumerable.Range(0, 120).Select(of).ToArray()), ("y", Enumerable.Range(0, 120).Select(i => (i % 2) + (i % 7 * 0.1)).ToArray()));
        TabularModel model = Learner.Fit(Spelled(i => i % 2 == 0 ? "True" : "False"), "y", new FitOptions { Hidden = [4], Epochs = 3, Task = TaskChoice.Regression }, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["false", "true"], ((CategoryFeature)model.Preprocessor.Features[0]).Categories);
        Table mixed = Spelled(i => spellings[i % 6]);
        using var runtime = new Runtime(OnnxExport.ToBytes(model));
        float[] theirs = (float[])runtime.Run(Samples.InputsOf(runtime, mixed))["prediction"];
        Assert.All(model.Predict(mixed).Values.Zip(theirs), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(2, model.Predict(mixed).Values.Distinct().Count());
        Assert.Equal(model.Predict(mixed).Values, OnnxImport.FromBytes(OnnxExport.ToBytes(model), "m.onnx").Predict(mixed).Values);
    }

    [Fact]
    public void Small_probabilities_keep_their_digits()
    {
        // sigmoid(−12) is 6.1e-6; as a difference from 1 in float it would be off by up to 3e-8, half a percent.
        TabularModel model = Models.Of(Models.Mixed, "outcome");
        model.Network.Values.Clear();
        model.Network.Values[^1] = 12;
        using var runtime = new Runtime(OnnxExport.ToBytes(model));
        float[] p = (float[])runtime.Run(Samples.InputsOf(runtime, Models.Mixed))["probabilities"];
        Assert.Equal(1 / (1 + Math.Exp(12)), p[0], 6.2e-6 * 1e-4);
    }

    [Fact]
    public void Inputs_and_outputs_have_full_shapes_and_types()
    {
        using var runtime = new Runtime(OnnxExport.ToBytes(Models.Of(Models.Mixed, "outcome")));
        Assert.Equal(["colour", "fit", "time", "weight"], Sorted(runtime.Inputs.Keys));
        Assert.Equal(typeof(string), runtime.Inputs["colour"].ElementType);
        Assert.Equal(typeof(float), runtime.Inputs["weight"].ElementType);
        Assert.Equal(typeof(double), runtime.Inputs["time"].ElementType);
        Assert.All(runtime.Inputs.Values, input => Assert.Equal([-1, 1], input.Dimensions));
        Assert.All(runtime.Inputs.Values, input => Assert.Equal(["N", ""], input.SymbolicDimensions));
        Assert.Equal(typeof(string), runtime.Outputs["label"].ElementType);
        Assert.Equal([-1], runtime.Outputs["label"].Dimensions);
        Assert.Equal(typeof(float), runtime.Outputs["probabilities"].ElementType);
        Assert.Equal([-1, 2], runtime.Outputs["probabilities"].Dimensions);
    }

    [Fact]
    public void Whole_numbers_as_classes_come_out_as_whole_numbers()
    {
        using var runtime = new Runtime(OnnxExport.ToBytes(Models.Of(Samples.Read("digits.csv"), "target")));
        Assert.Equal(typeof(long), runtime.Outputs["label"].ElementType);
    }

    [Fact]
    public void A_column_named_like_an_output_keeps_its_name_and_the_output_gives_way()
    {
        Table table = Table.FromColumns(
            ("label", new[] { "a", "b", "a", "b" }), ("probabilities", new[] { 1.0, 2, 3, 5 }), ("outcome", new[] { "won", "lost", "lost", "won" }));
        using var runtime = new Runtime(OnnxExport.ToBytes(Models.Of(table, "outcome")));
        Assert.Equal(["label", "probabilities"], Sorted(runtime.Inputs.Keys));
        Assert.Equal(["predicted_label", "predicted_probabilities"], Sorted(runtime.Outputs.Keys));
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes() =>
        Assert.Equal(OnnxExport.ToBytes(Models.Of(Models.Mixed, "outcome")), OnnxExport.ToBytes(Models.Of(Models.Mixed, "outcome")));

    [Fact]
    public void Saving_replaces_the_old_file_and_leaves_nothing_else()
    {
        string folder = Directory.CreateTempSubdirectory("glia-onnx-").FullName;
        try
        {
            string path = Path.Combine(folder, "model.onnx");
            File.WriteAllText(path, "old");
            TabularModel model = Models.Of(Models.Mixed, "outcome");
            model.Save(path);
            Assert.Equal(OnnxExport.ToBytes(model), File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(folder));
            Assert.Throws<GliaException>(() => model.Save(Path.Combine(folder, "none", "model.onnx")));
            Assert.Equal([path], Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(25)]
    public void An_opset_out_of_range_is_refused(int opset) => Assert.Throws<ArgumentOutOfRangeException>(
        () => OnnxExport.ToBytes(Models.Of(Models.Mixed, "outcome"), new OnnxOptions { Opset = opset }));

    [Theory]
    [InlineData(0.5, 0.5f)]
    [InlineData(0.1, 0.1f)]
    [InlineData(0.7, 0.70000005f)]
    public void A_threshold_is_the_first_float_that_reaches_it(double threshold, float expected)
    {
        float first = OutputGraph.Threshold(threshold);
        Assert.Equal(expected, first);
        Assert.True(first >= threshold && MathF.BitDecrement(first) < threshold);
    }

    [Fact]
    public void The_wire_format_is_no_public_surface() => Assert.All(
        typeof(OnnxExport).Assembly.GetExportedTypes(), type => Assert.Equal(typeof(OnnxExport).Namespace, type.Namespace));

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private static void Agrees(TabularModel model, Table table, string what, OnnxOptions? options = null)
    {
        using var runtime = new Runtime(OnnxExport.ToBytes(model, options));
        foreach (Table rows in new[] { table, table.Select([0]), table.Select([table.Rows - 1]) })
        {
            Prediction ours = model.Predict(Samples.AsSeenBy(runtime, rows));
            IReadOnlyDictionary<string, Array> theirs = runtime.Run(Samples.InputsOf(runtime, rows));
            if (model.Task is TaskKind.Regression)
            {
                float[] values = [.. ours.Values.Select(v => (float)v)];
                Agreement.OfValues(values, (float[])theirs["prediction"], (float)model.TargetScale, what);
                continue;
            }

            Agreement.OfModel([.. ours.Probabilities], (float[])theirs["probabilities"], what);
            SameLabels(model, ours, (float[])theirs["probabilities"], theirs["label"], what);
        }
    }

    // Labels are equal unless the two best probabilities, or probability and threshold, are nearer to each other than the tolerance.
    private static void SameLabels(TabularModel model, Prediction ours, float[] probabilities, Array labels, string what)
    {
        int width = model.Classes.Count;
        for (int row = 0; row < ours.Rows; row++)
        {
            string theirs = Convert.ToString(labels.GetValue(row), CultureInfo.InvariantCulture)!;
            float[] sorted = [.. probabilities.AsSpan(row * width, width).ToArray().OrderDescending()];
            double second = probabilities[(row * width) + 1];
            if (model.Scale.Temperature is { } temperature)
            {
                second = 1 / (1 + Math.Pow((1 - second) / second, temperature)); // as it was before calibration, which the label follows
            }

            double margin = model.Task is TaskKind.Binary ? Math.Abs(second - model.Threshold) : sorted[0] - sorted[1];
            Assert.True(theirs == ours.Labels[row] || margin < Agreement.ModelAbsolute, $"{what}, row {row}: Glia says {ours.Labels[row]}, ONNX Runtime {theirs}.");
        }
    }
}
