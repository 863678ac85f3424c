using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

public sealed class ActivationCurveTests
{
    [Theory]
    [MemberData(nameof(Catalogue.Texts), MemberType = typeof(Catalogue))]
    public void A_curve_covers_the_interval_but_for_the_kinks_and_holds_the_functions_values(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        foreach (bool slope in new[] { false, true })
        {
            IReadOnlyList<CurvePiece> pieces = slope ? ActivationCurve.Slope(activation, -5, 7, 100) : ActivationCurve.Value(activation, -5, 7, 100);
            float[] cuts = [.. activation.Info.Kinks.Select(kink => (float)kink.At).Where(at => at is > -5 and < 7).Distinct().Order()];
            Assert.Equal(cuts.Length + 1, pieces.Count);
            Assert.Equal(cuts.Select(MathF.BitDecrement).Append(7), pieces.Select(piece => piece.X[^1]));
            Assert.Equal(cuts.Select(MathF.BitIncrement).Prepend(-5), pieces.Select(piece => piece.X[0]));
            Assert.All(pieces, piece =>
            {
                Assert.Equal(piece.X.Order(), piece.X);
                float[] expected = slope ? ActivationCurve.SlopeAt(activation, [.. piece.X]) : ActivationCurve.ValueAt(activation, [.. piece.X]);
                Assert.Equal(expected, piece.Y);
            });
            Assert.InRange(pieces.Sum(piece => piece.X.Count), 100, 100 + (2 * pieces.Count));
        }
    }

    [Fact]
    public void Slopes_do_not_run_through_a_kink()
    {
        IReadOnlyList<CurvePiece> slope = ActivationCurve.Slope(ActivationCatalog.Parse("leaky_relu(slope=0.5)"), -1, 1, 20);
        Assert.All(slope[0].Y, y => Assert.Equal(0.5f, y));
        Assert.All(slope[1].Y, y => Assert.Equal(1f, y));
    }

    [Fact]
    public void A_row_is_two_units_the_other_at_zero() =>
        Assert.Equal(ActivationCurve.ValueAt(ActivationCatalog.Parse("sigmoid"), [-3, 0, 2.5f]), ActivationCurve.ValueAt(ActivationCatalog.Parse("softmax"), [-3, 0, 2.5f]));

    [Fact]
    public void An_empty_interval_is_refused() =>
        Assert.Equal("to", Assert.Throws<ArgumentException>(() => ActivationCurve.Value(ActivationCatalog.Parse("relu"), 1, 1, 10)).ParamName);
}
