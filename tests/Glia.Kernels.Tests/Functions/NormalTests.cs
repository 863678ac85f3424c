using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Functions;

public sealed class NormalTests
{
    [Fact]
    public void The_distribution_keeps_its_digits_to_the_end_of_its_tail() => FunctionVectors.Check<Distribution>("normal", -44.5, -97, 4);

    [Fact]
    public void Tails_end_at_zero_and_one_and_missing_numbers_stay()
    {
        float stored = -1;
        Normal.Distribution(Double1.Of(double.NegativeInfinity)).Store(ref stored);
        Assert.Equal(0, stored);
        Assert.Equal(1, Normal.Distribution(Double1.Of(double.PositiveInfinity)).Value);
        Assert.Equal(double.NaN, Normal.Distribution(Double1.Of(double.NaN)).Value);
        Assert.Equal(double.NaN, Normal.Density(Double1.Of(double.NaN)).Value);
        Assert.Equal(0.24197072451914337, Normal.Density(Double1.Of(1.0)).Value, 1e-15); // e^(−½)/√(2π)
    }

    private readonly struct Distribution : IUnaryBody
    {
        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => Normal.Distribution(x);
    }
}
