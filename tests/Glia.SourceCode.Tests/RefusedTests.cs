using Glia.Kernels.Activations;
using Glia.SourceCode.Formulas;
using Glia.SourceCode.Languages;
using Glia.Tabular;

namespace Glia.SourceCode.Tests;

/// <summary>What cannot be written is named, and nothing is written.</summary>
public sealed class RefusedTests
{
    [Theory]
    [InlineData("sparsemax")]
    [InlineData("entmax15")]
    public void A_function_of_rows_that_has_no_code(string activation)
    {
        TabularModel model = new Classifier { Options = new FitOptions { Hidden = [4], Activation = activation, Epochs = 1 } }.Fit(Table.Read(Repository.Sample("iris")), "target", cancel: TestContext.Current.CancellationToken);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".cs");
        Assert.Contains(activation, Assert.Throws<GliaException>(() => model.SaveCSharp(path)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Assert.Contains(activation, Assert.Throws<GliaException>(() => model.ToC("m")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_other_function_of_the_catalogue_says_what_it_computes() => Assert.All(ActivationCatalog.All.Where(info => info.Name is not ("sparsemax" or "entmax15")), info =>
    {
        Activation activation = ActivationCatalog.Parse(info.Name);
        Assert.True(activation.Trace(new float[1]) is not null || activation.TraceRows() is not null, info.Name);
    });

    [Fact]
    public void The_fast_variant_in_float_lanes() => Assert.Contains(
        "fast",
        Assert.Throws<GliaException>(() => new Functions(new CSharp()).Elementwise(ActivationCatalog.Parse("tanh").Fast.Trace([])!, "fast", two: false)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("bill length (mm)", "bill_length__mm_")]
    [InlineData("2nd", "_2nd")]
    [InlineData("class", "class_")]
    [InlineData("", "_")]
    public void Names_become_identifiers(string name, string expected)
    {
        Assert.Equal(expected, Identifiers.CSharp(name));
        Assert.Equal(name == "class" ? "class" : expected, Identifiers.C(name));
    }

    [Fact]
    public void Equal_names_are_told_apart() => Assert.Equal(["a_b", "a_b_", "Row_"], Identifiers.Distinct(["a b", "a-b", "Row"], Identifiers.CSharp, "Row"));
}
