using System.Text.Json;
using Glia.Health;
using Glia.Tabular;

namespace Glia.OnnxHealth.Tests;

/// <summary>Models that tests/vectors/onnx/make.py exported with PyTorch, beside what PyTorch counted itself.</summary>
public sealed class ModelsOfPyTorchTests
{
    [Theory]
    [InlineData("dense", 1e-5)]
    [InlineData("dense_batch_norm", 1e-5)]
    [InlineData("convolution", 1e-5)]
    [InlineData("residual", 1e-5)]
    [InlineData("every_activation", 1e-5)]
    [InlineData("opset9", 1e-5)]
    [InlineData("fixed_batch", 1e-5)]
    [InlineData("half", 5e-3)]
    public void Counts_are_those_of_PyTorch(string name, double tolerance)
    {
        IReadOnlyList<LayerHealth> layers = Examine(name).Report.Layers;
        using var expected = JsonDocument.Parse(File.ReadAllText(Repository.At($"tests/vectors/onnx/{name}.json")));
        Assert.Equal(expected.RootElement.GetArrayLength(), layers.Count);
        foreach ((LayerHealth layer, JsonElement torch) in layers.Zip(expected.RootElement.EnumerateArray()))
        {
            long[] fired = [.. torch.GetProperty("fired").EnumerateArray().Select(count => count.GetInt64())];
            double[] max = [.. torch.GetProperty("max_z").EnumerateArray().Select(z => z.GetDouble())];
            double[] min = [.. torch.GetProperty("min_z").EnumerateArray().Select(z => z.GetDouble())];
            Assert.Equal(fired.Length, layer.Units);
            Assert.Equal(400, layer.Rows);
            for (int unit = 0; unit < fired.Length; unit++)
            {
                // A z that is 0 but for rounding may fire here and not there, the more so in 16 bits.
                Assert.True(Math.Abs(fired[unit] - layer.Fired[unit]) <= (tolerance < 1e-4 ? 0 : 2), $"{layer.Name} unit {unit}: {fired[unit]} and {layer.Fired[unit]}");
                Assert.Equal(max[unit], layer.MaxZ[unit], tolerance * (1 + Math.Abs(max[unit])));
                Assert.Equal(min[unit], layer.MinZ[unit], tolerance * (1 + Math.Abs(min[unit])));
            }
        }
    }

    [Fact]
    public void Every_activation_is_recognised_however_PyTorch_writes_it() => Assert.Equal(
        [
            "swish(beta=1, learn=none)", "gelu", "hard_swish", "hard_sigmoid(width=6, beta=0.5)", "mish", "sigmoid", "elu(alpha=0.7)", "selu",
            "celu(alpha=1.5)", "prelu(slope=0.25, learn=layer)", "softplus(beta=1)", "softsign", "hard_tanh(low=-2, high=2)", "capped_relu(cap=6)",
        ],
        Examine("every_activation").Report.Layers.Select(layer => layer.Activation.Replace("learn=unit", "learn=layer", StringComparison.Ordinal)));

    [Fact]
    public void States_are_those_that_were_built_in()
    {
        OnnxExamResult result = Examine("dense");
        IReadOnlyList<LayerHealth> layers = result.Report.Layers;
        Assert.Equal([3, 7], Units(layers[0], UnitState.Dead));
        Assert.Equal([1], Units(layers[0], UnitState.Duplicate));
        Assert.Equal([Proof.Bounded, Proof.Bounded], [layers[0].Proofs[3], layers[0].Proofs[7]]);
        Assert.DoesNotContain(UnitState.Dead, layers[1].State); // leaky: merely negative
        Assert.Equal([0, 1, 2, 3, 4, 5], Units(layers[2], UnitState.Saturated));
        Assert.Contains(result.Notes, note => note.Contains("'species' was left out", StringComparison.Ordinal));
        Assert.Equal([Problems.DeadUnits, Problems.SaturatedUnits], result.Report.Findings.Select(finding => finding.Problem));
    }

    [Fact]
    public void A_dead_channel_of_a_convolution_is_found()
    {
        IReadOnlyList<LayerHealth> layers = Examine("convolution").Report.Layers;
        Assert.Equal([2], Units(layers[0], UnitState.Dead));
        Assert.Equal([6, 5, 7], layers.Select(layer => layer.Units));
    }

    private static OnnxExamResult Examine(string name) =>
        OnnxExam.Examine(Repository.At($"tests/vectors/onnx/{name}.onnx"), Table.Read(Repository.At($"tests/vectors/onnx/{name}.csv")), cancel: TestContext.Current.CancellationToken);

    private static IEnumerable<int> Units(LayerHealth layer, UnitState state) => Enumerable.Range(0, layer.Units).Where(unit => layer.State[unit] == state);
}
