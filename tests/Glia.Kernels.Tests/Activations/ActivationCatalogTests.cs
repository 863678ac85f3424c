using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;

namespace Glia.Kernels.Tests.Activations;

public sealed class ActivationCatalogTests
{
    private static readonly string[] Frameworks =
        ["PyTorch", "Keras", "JAX", "ONNX", "TensorFlow", "H2O", "FANN", "Encog", "Darknet", "OpenCV", "MATLAB"];

    [Fact]
    public void The_catalogue_is_in_alphabetical_order_and_holds_the_functions_of_the_field()
    {
        string[] names = [.. ActivationCatalog.All.Select(info => info.Name)];
        Assert.Equal(names.Order(StringComparer.Ordinal).ToArray(), names);
        string[] field = ["elu", "leaky_relu", "linear", "log_softmax", "prelu", "relu", "sigmoid", "softmax", "swish", "tanh"];
        Assert.Empty(field.Except(names, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_function_is_described_in_full()
    {
        Assert.All(ActivationCatalog.All, info =>
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", info.Name);
            Assert.All([info.Formula, info.SlopeFormula, info.Source, info.Accuracy, info.Onnx.Expression], text => Assert.False(string.IsNullOrWhiteSpace(text)));
            Assert.True(info.Initialization is "he" or "glorot" or "lecun");
            Assert.NotEqual(ActivationRoles.None, info.Roles);
            Assert.InRange(info.Gain, 0.1, 10);
            Assert.InRange(info.Onnx.Opset, 1, 17);
            Assert.All(info.Parameters, p => Assert.True(p.Range.Contains(p.Default) && !string.IsNullOrWhiteSpace(p.Meaning)));
            Assert.True(info.LearnedParameter is null || info.Parameters.Any(p => p.Name == info.LearnedParameter));
        });
    }

    [Fact]
    public void Every_function_has_a_family_and_frameworks_are_spelled_one_way()
    {
        Assert.All(ActivationCatalog.All, info =>
        {
            Assert.NotEqual(ActivationFamily.Other, info.Family);
            Assert.Equal(info.IsRowwise, info.Family == ActivationFamily.Row);
            Assert.All(info.Elsewhere, other =>
            {
                Assert.Contains(other.Framework, Frameworks);
                Assert.Matches("^[A-Za-z]", other.Name);
                Assert.Matches(@"^$|^[A-Z].*\.$", other.Difference);
            });
        });
    }

    [Theory]
    [InlineData("relu", "relu")]
    [InlineData(" ReLU ( ) ", "relu")]
    [InlineData("identity", "linear")]
    [InlineData("logistic", "sigmoid")]
    [InlineData("silu", "swish(beta=1, learn=none)")]
    [InlineData("swish(learn=unit, beta=1.5)", "swish(beta=1.5, learn=unit)")]
    [InlineData("leaky_relu", "leaky_relu(slope=0.01)")]
    [InlineData("leaky_relu(slope = 1e-5)", "leaky_relu(slope=1E-05)")]
    [InlineData("leaky_relu(slope=-0.2)", "leaky_relu(slope=-0.2)")]
    [InlineData("prelu", "prelu(slope=0.25, learn=layer)")]
    [InlineData("prelu(learn=none)", "prelu(slope=0.25, learn=none)")]
    [InlineData("elu(alpha=0.5)", "elu(alpha=0.5)")]
    public void Texts_are_read_and_written_canonically(string text, string canonical)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Assert.Equal(canonical, activation.Text);
        Assert.Equal(canonical, ActivationCatalog.Parse(activation.Text).Text);
    }

    [Theory]
    [InlineData("rleu", "Did you mean 'relu'")]
    [InlineData("leakyrelu", "Did you mean 'leaky_relu'")]
    [InlineData("nothing_like_it", "Known are: ")]
    [InlineData("", "has no name")]
    [InlineData("relu(", "closes")]
    [InlineData("relu)", "")]
    [InlineData("relu(slope=1)", "It takes none.")]
    [InlineData("elu(beta=1)", "It takes: alpha.")]
    [InlineData("elu(learn=unit)", "It takes: alpha.")]
    [InlineData("swish(gamma=1)", "It takes: beta, learn.")]
    [InlineData("elu(alpha)", "parameter=value")]
    [InlineData("elu(alpha=1,)", "parameter=value")]
    [InlineData("elu(alpha=1, alpha=2)", "twice")]
    [InlineData("prelu(learn=unit, learn=unit)", "twice")]
    [InlineData("prelu(learn=each)", "learn=none, learn=layer or learn=unit")]
    [InlineData("elu(alpha=-1)", "outside")]
    [InlineData("elu(alpha=NaN)", "finite")]
    [InlineData("elu(alpha=1e99)", "finite")]
    [InlineData("elu(alpha=0,5)", "parameter=value")]
    public void Wrong_texts_are_refused_with_what_to_write_instead(string text, string part)
    {
        Assert.False(ActivationCatalog.TryParse(text, out Activation? activation, out string? error));
        Assert.Null(activation);
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Equal(error, Assert.Throws<GliaException>(() => ActivationCatalog.Parse(text)).Message);
    }

    [Fact]
    public void No_text_whatever_breaks_the_reader()
    {
        const string Letters = "relu swish(beta=1.5, learn=unit)prelu(slope=)-eE0NaN,,==(())_\0\n∞é";
        string names = string.Join(", ", ActivationCatalog.All.Select(info => info.Name));
        var chance = new RandomStream(11);
        for (int i = 0; i < 20_000; i++)
        {
            string text = chance.NextInt(3) > 0
                ? new string([.. Enumerable.Range(0, chance.NextInt(30)).Select(_ => Letters[chance.NextInt(Letters.Length)])])
                : "swish(beta=1.5, learn=unit)".Remove(chance.NextInt(27), 1).Insert(chance.NextInt(26), Letters[chance.NextInt(Letters.Length)].ToString());
            if (ActivationCatalog.TryParse(text, out Activation? activation, out string? error))
            {
                Assert.Equal(activation.Text, ActivationCatalog.Parse(activation.Text).Text);
            }
            else
            {
                Assert.InRange(error.Length, 10, 400 + names.Length);
            }
        }

        Assert.InRange(Assert.Throws<GliaException>(() => ActivationCatalog.Parse(new string('a', 1_000_000))).Message.Length, 10, 400 + names.Length);
    }
}
