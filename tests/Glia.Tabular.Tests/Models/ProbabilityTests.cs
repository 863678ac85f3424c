namespace Glia.Tabular.Tests.Models;

public class ProbabilityTests
{
    // σ(−20), σ(−88) and σ(−100) to more digits than a float holds, by mpmath.
    [Theory]
    [InlineData(20f, 2.061153618190204e-9)]
    [InlineData(88f, 6.054601895401186e-39)]
    [InlineData(100f, 3.720075976020836e-44)]
    public void The_less_likely_of_two_classes_keeps_its_digits(float logit, double unlikely)
    {
        float[] p = ClassificationModel.Probabilities([logit, -logit], 2, TaskKind.Binary);

        Assert.Equal([(float)unlikely, 1f, 1f, (float)unlikely], p);
    }

    [Fact]
    public void The_probabilities_of_two_classes_add_up_to_one()
    {
        float[] p = ClassificationModel.Probabilities([-3f, -0.1f, 0f, 0.7f, 12f], 2, TaskKind.Binary);

        for (int row = 0; row < 5; row++)
        {
            Assert.Equal(1, (double)p[2 * row] + p[(2 * row) + 1], 1.2e-7);
        }
    }
}
