using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Functions;

public sealed class SpecialFunctionTests
{
    [Fact]
    public void The_error_function_keeps_its_digits() => FunctionVectors.Check<ErfBody>("erf", -42, -97, null);

    [Fact]
    public void The_arctangent_keeps_its_digits() => FunctionVectors.Check<AtanBody>("atan", -47, -98, 3);

    [Fact]
    public void The_sine_keeps_its_digits_at_its_zeros_and_for_the_largest_floats() => FunctionVectors.Check<SinBody>("sin", -45, -95, null);

    [Fact]
    public void The_cosine_keeps_its_digits_at_its_zeros_and_for_the_largest_floats() => FunctionVectors.Check<CosBody>("cos", -45, -95, null);

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void An_angle_that_is_no_number_has_no_sine(double x)
    {
        Assert.Equal(double.NaN, Sine.Of(Double1.Of(x)).Value);
        Assert.Equal(double.NaN, Sine.Of(Wide<Double1>.Of(x)).High.Value);
        Assert.Equal(double.NaN, Sine.Of(Double1.Of(-x), 0.5).Value);
    }

    [Fact]
    public void The_sine_of_a_product_is_not_rounded_before_it_is_taken()
    {
        // 30·x has 29 bits, and the square of each sine and cosine must sum to 1.
        for (float x = 1e-3f; x < 1e30f; x *= 1.37f)
        {
            Wide<Double1> u = Wide<Double1>.Of(30.0) * Wide<Double1>.Of((double)x);
            Wide<Double1> sine = Sine.Of(u);
            Wide<Double1> cosine = Sine.Of(u, 0.5);
            Assert.Equal(0, ((sine * sine) + (cosine * cosine) - Wide<Double1>.Of(1.0)).High.Value, 1e-28);
            Assert.Equal(sine.High.Value, Sine.Of(Double1.Of(30.0 * x)).Value, 3e-14 * Math.Abs(sine.High.Value));
        }
    }

    private readonly struct ErfBody : IUnaryBody
    {
        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => Erf.Of(x);
    }

    private readonly struct AtanBody : IUnaryBody
    {
        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => Atan.Of(x);
    }

    private readonly struct SinBody : IUnaryBody
    {
        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => Sine.Of(x);
    }

    private readonly struct CosBody : IUnaryBody
    {
        public TLane Apply<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => Sine.Of(x, 0.5);
    }
}
