using Glia.Health;
using Glia.Health.Certificates;
using Glia.Networks;
using Glia.Onnx;
using Glia.Tabular;

namespace Glia.OnnxHealth.Tests;

public sealed class OnnxPrunerTests
{
    private static string Vector(string name) => Repository.At("tests", "vectors", "onnx", name);

    /// <summary>dense.onnx of PyTorch: units 3 and 7 of its first layer have a bias of −100.</summary>
    [Fact]
    public void Certified_dead_units_of_a_model_of_PyTorch_go_and_outputs_stay()
    {
        Table table = Table.Read(Vector("dense.csv"));
        OnnxPruneResult result = OnnxPruner.Prune(Vector("dense.onnx"), table, new OnnxExamOptions { CertifySeconds = 5, Target = "species" }, TestContext.Current.CancellationToken);
        Assert.Equal([3, 7], result.Units.Select(unit => unit.Unit));
        Assert.Equal(2, result.Removed);

        // Two units less of 4 weights, a bias, and 8 weights behind.
        Assert.Equal(result.ParametersBefore - (2 * (4 + 1 + 8)), result.ParametersAfter);
        Assert.InRange(result.Check.LargestDifference, 0, 1e-6);

        // In Glia's own arithmetic every bit stays.
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["small.onnx"], result.Model.ToArray());
        Network before = OnnxImport.LoadNetwork(Vector("dense.onnx")), after = OnnxImport.LoadNetwork(folder["small.onnx"]);
        Assert.Equal((12, 10), (before.Layers[0].Outputs, after.Layers[0].Outputs));
        float[] x = [.. Enumerable.Range(0, table.Rows).SelectMany(row => table.Columns.Take(4).Select(column => (float)((NumberColumn)column).Values.Span[row]))];
        float[] was = new float[table.Rows * 3], becomes = new float[table.Rows * 3];
        before.Predict(x, table.Rows, was);
        after.Predict(x, table.Rows, becomes);
        Assert.Equal(Array.ConvertAll(was, BitConverter.SingleToInt32Bits), Array.ConvertAll(becomes, BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Batch_normalisation_between_loses_its_part_too()
    {
        Table table = Table.Read(Vector("dense_batch_norm.csv"));
        OnnxPruneResult result = OnnxPruner.Prune(Vector("dense_batch_norm.onnx"), table, new OnnxExamOptions { CertifySeconds = 5 }, TestContext.Current.CancellationToken);
        Assert.All(result.Units, unit => Assert.Null(unit.Reason));
        Assert.InRange(result.Check.LargestDifference, 0, 1e-6);
    }

    [Fact]
    public void Diagnose_certifies_units_of_dense_models_of_other_makers()
    {
        Table table = Table.Read(Vector("dense.csv"));
        OnnxExamResult result = OnnxExam.Examine(Vector("dense.onnx"), table, new OnnxExamOptions { CertifySeconds = 5, Target = "species" }, TestContext.Current.CancellationToken);
        LayerHealth first = result.Report.Layers[0];
        Assert.Equal([3, 7], Enumerable.Range(0, first.Units).Where(unit => first.Proofs[unit] == Proof.Certified));
        Assert.All([3, 7], unit => Assert.Equal(UnitState.Dead, first.State[unit]));
        Assert.All(result.Report.Certificates, certificate => Assert.Contains(result.Report.Layers, layer => layer.Name == certificate.Layer));
        Assert.Contains(result.Report.Certificates, certificate => certificate is { Answer: CertificateAnswer.Proved, Claim: UnitClaim.NeverFires });
    }

    [Fact]
    public void A_model_that_is_no_chain_of_layers_is_examined_without_certificates_and_not_pruned()
    {
        Table table = Table.Read(Vector("convolution.csv"));
        OnnxExamResult result = OnnxExam.Examine(Vector("convolution.onnx"), table, new OnnxExamOptions { CertifySeconds = 5 }, TestContext.Current.CancellationToken);
        Assert.Contains(result.Notes, note => note.Contains("(Conv) cannot be read as a layer", StringComparison.Ordinal));
        GliaException error = Assert.Throws<GliaException>(() => OnnxPruner.Prune(Vector("convolution.onnx"), table, new OnnxExamOptions { CertifySeconds = 5 }, TestContext.Current.CancellationToken));
        Assert.Contains("(Conv) cannot be read as a layer", error.Message, StringComparison.Ordinal);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("glia-prune-");

        public string this[string name] => Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
