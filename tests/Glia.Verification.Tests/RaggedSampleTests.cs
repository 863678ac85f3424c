using Glia.Kernels.Activations;

namespace Glia.Verification.Tests;

/// <summary>A sample leaves blocks of any length; what lies behind their ends must not be judged, and what lies before must.</summary>
public sealed class RaggedSampleTests
{
    [Fact]
    public void Nothing_behind_the_end_of_a_block_is_judged()
    {
        ProofResult result = ActivationProof.Run(ActivationCatalog.Parse("hard_sigmoid"), new ProofOptions { Stride = 4001 }, null, TestContext.Current.CancellationToken);
        Assert.All(result.Quantities.Values, quantity => Assert.Equal(0, quantity.Misrounded));
    }
}
