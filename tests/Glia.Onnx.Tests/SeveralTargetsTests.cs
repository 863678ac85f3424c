using System.Globalization;
using Glia.Onnx.Files;
using Glia.Tabular;

namespace Glia.Onnx.Tests;

/// <summary>Models of several targets: ONNX Runtime agrees, Glia reads them back with the same bits.</summary>
public sealed class SeveralTargetsTests
{
    private static readonly FitOptions Small = new() { Hidden = [16], Epochs = 8 };

    private static Table Penguins { get; } = Samples.Read("penguins.csv");

    public static TheoryData<string> Losses => ["auto", "poisson", "quantile:0.9"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Several_numbers_come_out_side_by_side(string loss)
    {
        TabularModel model = Learner.FitTargets(Penguins, ["bill_length_mm", "body_mass_g"], Small with { Loss = loss }, cancel: TestContext.Current.CancellationToken);
        byte[] bytes = OnnxExport.ToBytes(model);
        using var runtime = new Runtime(bytes);
        Assert.Equal(["prediction"], runtime.Outputs.Keys);
        Assert.Equal([-1, 2], runtime.Outputs["prediction"].Dimensions);
        Assert.DoesNotContain("body_mass_g", runtime.Inputs.Keys);
        Assert.Equal("[\"bill_length_mm\",\"body_mass_g\"]", runtime.Metadata["glia.targets"]);
        Assert.Equal("3", runtime.Metadata["glia.format"]);
        Prediction ours = model.Predict(Samples.AsSeenBy(runtime, Penguins));
        float[] theirs = (float[])runtime.Run(Samples.InputsOf(runtime, Penguins))["prediction"];
        for (int t = 0; t < 2; t++)
        {
            float[] Own(IEnumerable<float> all) => [.. all.Where((_, i) => i % 2 == t)];
            Agreement.OfValues(Own(ours.Values.Select(v => (float)v)), Own(theirs), (float)model.Scale.Targets![t].TargetScale, model.Targets[t].Name);
        }

        SameBits(model, bytes, Penguins);
    }

    [Theory]
    [InlineData(OnnxOptions.LowestOpset)]
    [InlineData(OnnxOptions.HighestOpset)]
    public void Labels_come_out_side_by_side_with_the_probability_of_their_second_class(int opset)
    {
        TabularModel model = Learner.FitTargets(
            Labelled, ["sex", "heavy", "biscoe"], Small with { Thresholds = new Dictionary<string, double> { ["heavy"] = 0.7 } }, cancel: TestContext.Current.CancellationToken);
        byte[] bytes = OnnxExport.ToBytes(model, new OnnxOptions { Opset = opset });
        using var runtime = new Runtime(bytes);
        Assert.Equal(["label", "probabilities"], runtime.Outputs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([-1, 3], runtime.Outputs["label"].Dimensions);
        Assert.Equal([-1, 3], runtime.Outputs["probabilities"].Dimensions);
        Assert.Equal(typeof(string), runtime.Outputs["label"].ElementType);
        Agrees(model, runtime, Labelled);
        Agrees(model, runtime, Labelled.Select([5]));
        SameBits(model, bytes, Labelled);
    }

    [Fact]
    public void Calibrated_ensembles_of_labels_and_of_numbers_come_out_as_their_mean()
    {
        FitOptions three = Small with { Ensemble = 3 };
        TabularModel labels = Learner.FitTargets(Labelled, ["sex", "heavy", "biscoe"], three with { L2 = 0.3, Calibrate = true }, cancel: TestContext.Current.CancellationToken);
        Assert.Contains(labels.Scale.Targets!, target => target.Temperature is not null);
        byte[] bytes = OnnxExport.ToBytes(labels);
        using (var runtime = new Runtime(bytes))
        {
            Agrees(labels, runtime, Labelled);
        }

        SameBits(labels, bytes, Labelled);
        TabularModel numbers = Learner.FitTargets(Penguins, ["bill_length_mm", "body_mass_g"], three, cancel: TestContext.Current.CancellationToken);
        bytes = OnnxExport.ToBytes(numbers);
        using (var runtime = new Runtime(bytes))
        {
            double[] ours = [.. numbers.Predict(Samples.AsSeenBy(runtime, Penguins)).Values];
            float[] theirs = (float[])runtime.Run(Samples.InputsOf(runtime, Penguins))["prediction"];
            Assert.All(ours.Zip(theirs), pair => Assert.Equal(pair.First, pair.Second, 1e-3 * Math.Abs(pair.First)));
        }

        SameBits(numbers, bytes, Penguins);
    }

    [Fact]
    public void Labels_are_whole_numbers_where_all_classes_are()
    {
        TabularModel model = Learner.FitTargets(Labelled, ["heavy", "late"], Small, cancel: TestContext.Current.CancellationToken);
        byte[] bytes = OnnxExport.ToBytes(model);
        using var runtime = new Runtime(bytes);
        Assert.Equal(typeof(long), runtime.Outputs["label"].ElementType);
        Assert.Equal(["0", "1", "2007", "2009"], model.Targets.SelectMany(target => target.Classes));
        Agrees(model, runtime, Labelled);
        SameBits(model, bytes, Labelled);
    }

    [Fact]
    public void A_column_called_label_keeps_its_name()
    {
        Table table = Table.From([.. Labelled.Columns, Column.Numbers("label", Enumerable.Range(0, Labelled.Rows).Select(row => (double)(row % 5)).ToArray())]);
        using var runtime = new Runtime(OnnxExport.ToBytes(Learner.FitTargets(table, ["sex", "heavy"], Small with { Epochs = 1 }, cancel: TestContext.Current.CancellationToken)));
        Assert.Contains("label", runtime.Inputs.Keys);
        Assert.Contains("predicted_label", runtime.Outputs.Keys);
    }

    [Fact]
    public void A_later_description_is_refused_by_its_version()
    {
        TabularModel model = Learner.FitTargets(Labelled, ["sex", "heavy"], Small with { Epochs = 1 }, cancel: TestContext.Current.CancellationToken);
        Wire.ModelProto file = OnnxFile.Parse(OnnxExport.ToBytes(model), "m.onnx");
        file.MetadataProps.First(entry => entry.Key == "glia.format").Value = "5";
        GliaException refused = Assert.Throws<GliaException>(() => OnnxImport.FromBytes(Google.Protobuf.MessageExtensions.ToByteArray(file), "m.onnx"));
        Assert.Contains("version '5', and this Glia reads versions 1 to 4", refused.Message, StringComparison.Ordinal);
    }

    private static Table Labelled { get; } = Table.From([
        .. Penguins.Columns.Where(column => column.Name != "body_mass_g"),
        Flag("heavy", row => ((NumberColumn)Penguins["body_mass_g"]).Values.Span[row] > 4200, 0, 1),
        Flag("late", row => Penguins["year"].TextAt(row) == "2009", 2007, 2009),
        Column.Texts("biscoe", [.. Enumerable.Range(0, Penguins.Rows).Select(row => Penguins["island"].TextAt(row) == "Biscoe" ? "yes" : "no")])]);

    private static NumberColumn Flag(string name, Func<int, bool> holds, double no, double yes) =>
        Column.Numbers(name, Enumerable.Range(0, Penguins.Rows).Select(row => holds(row) ? yes : no).ToArray());

    private static void Agrees(TabularModel model, Runtime runtime, Table table)
    {
        Prediction ours = model.Predict(Samples.AsSeenBy(runtime, table));
        IReadOnlyDictionary<string, Array> theirs = runtime.Run(Samples.InputsOf(runtime, table));
        float[] probabilities = (float[])theirs["probabilities"];
        Agreement.OfModel([.. ours.Probabilities], probabilities, model.Target);
        for (int i = 0; i < ours.Labels.Count; i++)
        {
            string said = Convert.ToString(theirs["label"].GetValue(i), CultureInfo.InvariantCulture)!;
            double margin = Math.Abs(probabilities[i] - model.Scale.Targets![i % model.Targets.Count].Threshold);
            Assert.True(said == ours.Labels[i] || margin < Agreement.ModelAbsolute, $"value {i}: Glia says {ours.Labels[i]}, ONNX Runtime {said}.");
        }
    }

    private static void SameBits(TabularModel model, byte[] bytes, Table table)
    {
        TabularModel back = OnnxImport.FromBytes(bytes, "m.onnx");
        Assert.Equal(model.GetType(), back.GetType());
        Assert.Equal(model.Targets.Select(target => target.Name), back.Targets.Select(target => target.Name));
        Prediction before = model.Predict(table), after = back.Predict(table);
        Assert.Equal(before.Values, after.Values);
        Assert.Equal(before.Labels, after.Labels);
        Assert.Equal(before.Probabilities, after.Probabilities);
    }
}
