using Glia.Kernels.Activations;
using Glia.Verification.Series;
using Glia.Verification.Sweep;

namespace Glia.Verification.Tests.Sweep;

/// <summary>The fast road against the slow one: wherever a curve is certain, arbitrary precision says the same.</summary>
public sealed class CurveTests
{
    private const int Inputs = 24;

    public static TheoryData<string> Names() => [.. ActivationCatalog.All.Where(info => !info.IsRowwise).Select(info => info.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_curve_that_is_certain_is_right(string name)
    {
        var oracle = new Oracle(ActivationCatalog.Parse(name));
        var planner = new SegmentPlanner(oracle, ActivationCatalog.Parse(name).Info.Kinks);
        int certain = 0;
        foreach (int exponent in new[] { 0, 40, 100, 112, 120, 124, 126, 128, 130, 134, 150, 250 })
        {
            foreach (bool isNegative in new[] { false, true })
            {
                int first = Math.Max(1, exponent << 23);
                foreach (Segment segment in planner.Plan(isNegative, first, first + (1 << 22)))
                {
                    certain += Agree(segment, isNegative, oracle);
                }
            }
        }

        Assert.True(certain > Inputs * 24, $"Only {certain} inputs had a curve.");
    }

    private static int Agree(Segment segment, bool isNegative, Oracle oracle)
    {
        int certain = 0;
        for (int i = 0; i < Inputs; i++)
        {
            // From end to end, the ends themselves included.
            int bits = segment.First + (int)((long)(segment.Last - segment.First) * i / (Inputs - 1));
            float x = BitConverter.Int32BitsToSingle(bits | (isNegative ? int.MinValue : 0));
            foreach ((Curve? curve, Func<float, Truth> truth) in new[] { (segment.Value, (Func<float, Truth>)oracle.Value), (segment.Slope, oracle.Slope) })
            {
                if (curve is not null && Checker.At(curve, x).Rounded is var rounded && !float.IsNaN(rounded))
                {
                    certain++;
                    Assert.True(truth(x).Allows(rounded), $"at {x:R}: the curve says {rounded:R}, more bits {truth(x).Rounded:R}");
                }
            }
        }

        return certain;
    }
}
