using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>float64 where results leave the normal numbers: a power that is too small for its digits may be part of a product that is not.</summary>
/// <remarks>Expected numbers from mpmath with 400 digits.</remarks>
public sealed class DoubleTailTests
{
    [Theory]
    [InlineData("swish", -700.25, -5.377026350130888e-302, -5.369347626317777e-302)]
    [InlineData("swish", -708.5, -1.42134473832723e-305, -1.4193386060218987e-305)]
    [InlineData("swish", -714.5164799950124, -3.49500466109334e-308, -3.490113234850634e-308)]
    [InlineData("swish", -720.125, -1.2914990993766e-310, -1.2897056619881e-310)]
    [InlineData("swish", -740.5, -1.8813e-319, -1.8788e-319)]
    [InlineData("swish", -749.75, -2e-323, -2e-323)]
    [InlineData("swish", -800, -0.0, -0.0)]
    [InlineData("quick_gelu", -414.5, -1.7056414291448388e-304, -2.898886775301633e-304)]
    [InlineData("quick_gelu", -418.7238399988998, -1.300643940388337e-307, -2.2105897771109066e-307)]
    [InlineData("quick_gelu", -419.8809600005878, -1.8199080242759404e-308, -3.0931491144975493e-308)]
    [InlineData("quick_gelu", -430.25, -4.03802545e-316, -6.863334e-316)]
    [InlineData("gelu", -36.75, -2.1363307197084e-294, -7.851006818145423e-293)]
    [InlineData("gelu", -37.592959999714914, -5.265852167618405e-308, -1.9795877236496304e-306)]
    [InlineData("gelu", -37.6582399997149, -4.516021265431965e-309, -1.7006524412638707e-307)]
    [InlineData("gelu", -38.25, -7.9548e-319, -3.042703e-317)]
    [InlineData("gelu", -45.0, -0.0, -0.0)]
    [InlineData("gelu_tanh", -21.0, -6.016648487631484e-301, -5.773008639270406e-299)]
    [InlineData("gelu_tanh", -21.169279999937334, -4.6688704769462775e-308, -4.5511698309376474e-306)]
    [InlineData("gelu_tanh", -21.25, -1.7342819942984e-311, -1.703276292124555e-309)]
    [InlineData("gelu_tanh", -21.5, -2.8e-322, -2.845e-320)]
    [InlineData("gaussian", -26.5, 1.0392022621430825e-305, 5.507771989358338e-304)]
    [InlineData("gaussian", 26.685439999936847, 5.4122821220118e-310, -2.8885825965935265e-308)]
    [InlineData("gaussian", 26.9375, 7.3007942e-316, -3.933302873e-314)]
    [InlineData("gaussian", -27.25, 3.5e-323, 1.76e-321)]
    [InlineData("tanh", -354.0, -1.0, 1.3230212014553631e-307)]
    [InlineData("tanh", 354.87743999977647, 1.0, 2.287874003802317e-308)]
    [InlineData("tanh", 360.5, 1.0, 2.9904637277e-313)]
    [InlineData("scaled_tanh", 530.0, 1.71589994430542, 5.741398356994981e-307)]
    [InlineData("scaled_tanh", -532.2547199977813, -1.71589994430542, 2.84054083779985e-308)]
    [InlineData("scaled_tanh", 540.5, 1.71589994430542, 4.7741356297e-313)]
    [InlineData("mish", -707.5, -3.85816234117972e-305, -3.852709108188653e-305)]
    [InlineData("mish", -714.5164799950124, -3.49500466109334e-308, -3.490113234850634e-308)]
    [InlineData("mish", -735.25, -3.559731e-317, -3.55489e-317)]
    [InlineData("cloglog", -708.75, 1.5623774103368634e-308, 1.5623774103368634e-308)]
    [InlineData("cloglog", 6.5, 1.0, 9.027618899817046e-287)]
    [InlineData("cloglog", 6.55859375, 1.0, 3.544028174575837e-304)]
    [InlineData("cloglog", 6.609375, 1.0, 4.127e-320)]
    [InlineData("swish", -1e300, -0.0, -0.0)]
    [InlineData("swish", double.NegativeInfinity, -0.0, -0.0)]
    [InlineData("quick_gelu", -1e300, -0.0, -0.0)]
    [InlineData("quick_gelu", double.NegativeInfinity, -0.0, -0.0)]
    [InlineData("gelu", -1e300, -0.0, -0.0)]
    [InlineData("gelu", double.NegativeInfinity, -0.0, -0.0)]
    [InlineData("gelu_tanh", -1e300, -0.0, -0.0)]
    [InlineData("gelu_tanh", double.NegativeInfinity, -0.0, -0.0)]
    [InlineData("mish", -1e300, -0.0, -0.0)]
    [InlineData("mish", double.NegativeInfinity, -0.0, -0.0)]
    public void Tails_in_double_are_within_one_place(string name, double z, double value, double slope)
    {
        Activation activation = ActivationCatalog.Parse(name);

        // Also beside others, in the widest lane.
        double[] input = [z, .. Enumerable.Repeat(0.5, 15), z];
        double[] actual = new double[input.Length];
        activation.Forward(input, actual);
        AssertNear(value, actual[0]);
        Assert.Equal(actual[0], actual[^1]);
        activation.Slope(input, actual);
        AssertNear(slope, actual[0]);
        Assert.Equal(actual[0], actual[^1]);
    }

    private static void AssertNear(double expected, double actual) =>
        Assert.InRange(BitConverter.DoubleToInt64Bits(actual) - BitConverter.DoubleToInt64Bits(expected), -1, 1);
}
