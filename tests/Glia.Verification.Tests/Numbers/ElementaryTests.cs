using System.Globalization;
using System.Numerics;
using Glia.Verification.Formulas;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Tests.Numbers;

/// <summary>The verifier's own functions against values that mpmath made: the ball holds the truth, and is as small as asked for.</summary>
public sealed class ElementaryTests
{
    private const int VectorBits = 690;

    private static readonly ILookup<string, (double X, BigFloat Value)> Vectors = Read();

    public static TheoryData<string, int> Cases() => [.. Vectors.SelectMany(each => new[] { (each.Key, 64), (each.Key, 128), (each.Key, 500) })];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_ball_at_a_point_holds_the_value_and_is_small(string name, int bits)
    {
        Assert.All(Vectors[name], vector =>
        {
            Ball ball = Apply(name, Ball.Of(vector.X), bits);
            AssertHolds(ball, vector.Value);

            // The normal density squares its argument first: that costs bits where x² is large.
            int lost = name.StartsWith("normal", StringComparison.Ordinal) ? 14 : 3;
            Radius allowed = Radius.Above(vector.Value) * Radius.PowerOfTwo(lost - bits);

            // Next to a multiple of π/2 sine and cosine keep the absolute error.
            Radius absolute = name is "sin" or "cos" ? Radius.PowerOfTwo(3 - bits) : Radius.Zero;
            Assert.True(!(ball.Rad > Radius.Max(allowed, absolute)), $"{name}({vector.X:R}) at {bits} bits: radius {ball.Rad}");
        });
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(-6)]
    [InlineData(-1)]
    public void A_ball_around_a_point_holds_the_values_in_it(int width)
    {
        Assert.All(Vectors, each => Assert.All(each, vector =>
        {
            // The point lies at the edge of the ball.
            var rad = Radius.Above(BigFloat.Of(vector.X)) * Radius.PowerOfTwo(width);
            foreach (BigFloat shift in new[] { Radius.Below(rad.ToBigFloat()).ToBigFloat(), -Radius.Below(rad.ToBigFloat()).ToBigFloat() })
            {
                Ball ball = Apply(each.Key, new Ball(BigFloat.Of(vector.X) + shift, rad), 128);
                AssertHolds(ball, vector.Value);
            }
        }));
    }

    private static void AssertHolds(Ball ball, BigFloat value)
    {
        if (ball.IsUnknown)
        {
            return;
        }

        Ball difference = Ball.Subtract(Ball.Of(ball.Mid), Ball.Of(value), 2000);
        Radius slack = Radius.Above(value) * Radius.PowerOfTwo(-VectorBits);
        Assert.False(Radius.Below(difference.Mid) > ball.Rad + slack, $"off by {Radius.Below(difference.Mid)}, radius {ball.Rad}");
    }

    private static Ball Apply(string name, Ball x, int bits)
    {
        Expression expression = FormulaParser.Parse($"{name}(x)", new Dictionary<string, float>(StringComparer.Ordinal));
        return Evaluation.At("x", new Taylor(0, bits), x).Of(expression)[0];
    }

    private static ILookup<string, (double X, BigFloat Value)> Read() => File
        .ReadLines(Repository.At("tests", "vectors", "elementary.csv"))
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(','))
        .ToLookup(
            parts => parts[0],
            parts => (HexFloat.ParseDouble(parts[1]), new BigFloat(BigInteger.Parse(parts[2], CultureInfo.InvariantCulture), long.Parse(parts[3], CultureInfo.InvariantCulture))),
            StringComparer.Ordinal);
}
