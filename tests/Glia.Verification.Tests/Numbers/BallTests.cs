using Glia.Verification.Numbers;

namespace Glia.Verification.Tests.Numbers;

public sealed class BallTests
{
    private static readonly Ball Tie = Ball.Of(16777217);

    [Theory]
    [InlineData(1, 16777218f)]
    [InlineData(-1, 16777216f)]
    public void Beside_a_tie_whatever_is_added_decides_however_small(int side, float expected)
    {
        Ball small = Ball.Scale(Ball.Of(side), -50_000_000);
        Assert.Equal(expected, Ball.Add(Tie, small, 96).ToSingle());
        Assert.Equal(expected, Ball.Add(Tie, Ball.Tiny(side), 96).ToSingle());
    }

    [Fact]
    public void What_was_added_to_one_side_may_still_be_next_to_nothing()
    {
        // (1 + 2^−50000000) − 1 lies in what is left, which does not begin at some part of its bound.
        Ball rest = Ball.Subtract(Ball.Add(Ball.One, Ball.Scale(Ball.One, -50_000_000), 96), Ball.One, 96);
        Assert.False((BigFloat.PowerOfTwo(-50_000_000) - rest.Low).Sign < 0);
    }

    [Fact]
    public void A_vanishing_number_times_a_bounded_one_is_as_small()
    {
        Ball x = Ball.Scale(Ball.One, 100);
        Ball large = Elementary.Exp(x, 96);
        Ball vanishing = Elementary.Exp(-large, 96);
        Assert.True(large.IsHuge && large.IsBounded);
        Assert.True(vanishing.IsVanishing);
        Assert.Equal(0f, Ball.Multiply(vanishing, large, 96).ToSingle());
        Assert.True(Ball.Multiply(Ball.Tiny(1), large, 96).IsUnknown);
    }

    [Fact]
    public void An_exponential_of_a_wide_ball_far_out_is_beyond_all_floats()
    {
        var wide = new Ball(BigFloat.Of(3000), Radius.Of(1000));
        Ball large = Elementary.Exp(wide, 96);
        Assert.Equal(float.PositiveInfinity, large.ToSingle());
        Assert.Equal(0f, Ball.Divide(Ball.One, large, 96).ToSingle());
        Assert.Equal(float.PositiveInfinity, Ball.Add(large, Ball.Of(-1e300), 96).ToSingle());
        Assert.True(Ball.Subtract(large, large, 96).IsUnknown);
    }
}
