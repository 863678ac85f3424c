using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.Verification.Tests;

public sealed class ActivationProofTests
{
    /// <summary>Some thousand inputs of each function: seconds. All inputs: <c>glia verify</c>.</summary>
    private static readonly ProofOptions Sample = new() { Stride = 1_000_003, Dense = 60 };

    public static TheoryData<string> Names() => [.. ActivationCatalog.All.Select(info => info.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_of_the_catalogue_gives_the_correctly_rounded_value_and_slope(string name)
    {
        ProofResult result = ActivationProof.Run(ActivationCatalog.Parse(name), Sample, cancel: TestContext.Current.CancellationToken);
        if (result.NotCovered is null)
        {
            Assert.True(result.IsProved, string.Join("; ", result.Quantities.Select(q => $"{q.Key}: {q.Value}").Concat(result.Contradictions)));
        }
    }

    [Fact]
    public void A_denser_sample_through_curves_is_right_too()
    {
        ProofResult result = ActivationProof.Run(ActivationCatalog.Parse("tanh"), new ProofOptions { Stride = 4099, Offset = 17 }, cancel: TestContext.Current.CancellationToken);
        Assert.True(result.IsProved);
        Assert.InRange(result.Inputs, 1_000_000, 1_100_000);
        Assert.InRange(result.ArbitraryPrecision, 1, result.Inputs / 100);
    }

    [Fact]
    public void A_function_that_is_off_by_a_little_is_found_with_its_worst_input()
    {
        ProofResult result = ActivationProof.Run(Activation.Of(default(SlightlyWrong)), Sample, cancel: TestContext.Current.CancellationToken);
        Assert.False(result.IsProved);
        QuantityResult value = result.Quantities["value"];
        Assert.InRange(value.Misrounded, 100, value.Compared / 2);
        Assert.InRange(value.MaxUlp, 0.5, 3);
        Assert.NotEqual(value.WorstResult, value.WorstExpected);
        Assert.Equal(0, result.Quantities["slope"].Misrounded);
        Assert.Contains(result.Contradictions, each => each.Contains("range", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancelled_run_says_that_it_is_not_complete()
    {
        ProofResult result = ActivationProof.Run(ActivationCatalog.Parse("tanh"), Sample, cancel: new CancellationToken(canceled: true));
        Assert.False(result.IsComplete);
        Assert.False(result.IsProved);
    }

    [Fact]
    public void Kernels_have_the_same_hash_whenever_they_give_the_same_results()
    {
        KernelHashes tanh = Hash("tanh"), sigmoid = Hash("sigmoid");
        Assert.Equal(tanh, Hash("tanh"));
        Assert.NotEqual(tanh.Exact, sigmoid.Exact);
        Assert.NotEqual(tanh.Fast, sigmoid.Fast);
        Assert.NotEqual(tanh.Others, sigmoid.Others);
        Assert.NotEqual(tanh.Exact, tanh.Fast);

        // Another parameter makes another function; functions of rows have one hash.
        Assert.NotEqual(Hash("elu").Exact, Hash("elu(alpha=1.5)").Exact);
        Assert.Equal("", Hash("softmax").Fast);

        static KernelHashes Hash(string name) => ActivationProof.HashKernels(ActivationCatalog.Parse(name));
    }

    /// <summary>x/3 where each result is one float too large for x above 1, and leaves the range it claims.</summary>
    private readonly record struct SlightlyWrong : IActivation<SlightlyWrong>
    {
        public static ActivationInfo Info { get; } = new()
        {
            Name = "slightly_wrong",
            Formula = "x/3",
            SlopeFormula = "1/3",
            Source = "This test.",
            Range = new(-1, 1),
            SlopeRange = new(0, 1),
            IsMonotone = true,
            Initialization = "he",
            Roles = ActivationRoles.Hidden,
            Accuracy = "Wrong on purpose.",
            Onnx = new(6, "Div(x, 3)"),
        };

        public static SlightlyWrong Create(ActivationArguments arguments) => default;

        public TLane Forward<TLane>(TLane z)
            where TLane : struct, ILane<TLane> =>
            TLane.Select(TLane.LessThan(TLane.Of(1f), z), z * TLane.Of(1.0000001f), z) / TLane.Of(3f);

        public TLane Slope<TLane>(TLane z)
            where TLane : struct, ILane<TLane> => Lane.KeepNaN(z, TLane.Of(1f) / TLane.Of(3f));
    }
}
