using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;
using Glia.Networks.Layers;
using Glia.Tabular;

namespace Glia.Onnx.Tests;

public sealed class OwnActivationTests
{
    private static readonly TabularModel Model = Models.Of(
        Models.Mixed, "outcome", [new DenseSpec(6), ActivationSpec.Of(Activation.Of(new Slanted(0.75f)))]);

    [Fact]
    public void A_function_outside_the_catalogue_is_exported_by_its_own_form()
    {
        using var runtime = new Runtime(OnnxExport.ToBytes(Model));
        float[] theirs = (float[])runtime.Run(Samples.InputsOf(runtime, Models.Mixed))["probabilities"];
        Agreement.OfModel([.. Model.Predict(Samples.AsSeenBy(runtime, Models.Mixed)).Probabilities], theirs, "own activation");
    }

    [Fact]
    public void Reading_it_back_says_that_the_catalogue_does_not_know_it()
    {
        byte[] bytes = OnnxExport.ToBytes(Model);
        Assert.Contains("slanted", Assert.Throws<GliaException>(() => OnnxImport.FromBytes(bytes, "m.onnx")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Slanted.Unfinished, "cannot be written as ONNX")]
    [InlineData(Slanted.Unknown, "{gamma}")]
    [InlineData(Slanted.FromTheFuture, "needs opset 99")]
    public void A_form_that_cannot_be_written_is_named(float height, string expected)
    {
        TabularModel model = Models.Of(Models.Mixed, "outcome", [new DenseSpec(6), ActivationSpec.Of(Activation.Of(new Slanted(height)))]);
        Assert.Contains(expected, Assert.Throws<GliaException>(() => OnnxExport.ToBytes(model)).Message, StringComparison.Ordinal);
    }

    /// <summary>y = height·x / (1 + |x|) + x/4; at some heights its form in ONNX is wrong on purpose.</summary>
    private readonly record struct Slanted(float Height) : IActivation<Slanted>
    {
        public const float Unfinished = 2;
        public const float Unknown = 3;
        public const float FromTheFuture = 4;

        public static ActivationInfo Info { get; } = new Slanted(1).Describe();

        public ActivationArguments Arguments => ActivationArguments.Of(("height", Height));

        public static Slanted Create(ActivationArguments arguments) => new(arguments["height"]);

        public ActivationInfo Describe() => new()
        {
            Name = "slanted",
            Parameters = [new("height", 1, new(0, 100), "height of the step")],
            Formula = "height·x / (1 + |x|) + x/4",
            SlopeFormula = "height / (1 + |x|)² + 1/4",
            Source = "made for this test",
            Range = Interval.All,
            SlopeRange = new(0.25, 0.25 + Height),
            IsMonotone = true,
            Initialization = "glorot",
            Roles = ActivationRoles.Hidden,
            Accuracy = "Evaluated in double and rounded once.",
            Onnx = Height switch
            {
                Unfinished => new(6, "Add(x, "),
                Unknown => new(6, "Mul(x, {gamma})"),
                FromTheFuture => new(99, "Neg(x)"),
                _ => new(6, "Add(Mul({height}, Softsign(x)), Mul(x, 0.25))"),
            },
        };

        public TLane Forward<TLane>(TLane z)
            where TLane : struct, ILane<TLane> => (TLane.Of(Height) * z / (TLane.Of(1f) + TLane.Abs(z))) + (TLane.Of(0.25f) * z);

        public TLane Slope<TLane>(TLane z)
            where TLane : struct, ILane<TLane>
        {
            TLane d = TLane.Of(1f) + TLane.Abs(z);
            return (TLane.Of(Height) / (d * d)) + TLane.Of(0.25f);
        }
    }
}
