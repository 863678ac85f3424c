using Glia.Kernels.Activations;
using Glia.Verification.Formulas;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Tests.Formulas;

public sealed class FormulaParserTests
{
    private static readonly Dictionary<string, float> Parameters = new(StringComparer.Ordinal) { ["a"] = 0.25f };

    [Theory]
    [InlineData("1 + 2·3 - 4/8", 0, 6.5)]
    [InlineData("-x² + 2^3", 3, -1)]
    [InlineData("2 - x - 1", 4, -3)]
    [InlineData("x³·a", 2, 2)]
    [InlineData("√(x) + sqrt(4)", 9, 5)]
    [InlineData("|x - 5| + |x|", 2, 5)]
    [InlineData("max(x, 1, 3) - min(x, 1)", 2, 2)]
    [InlineData("clamp(x, -1, 1)", 7, 1)]
    [InlineData("sign(-x)·t² with t = u + 1 and u = 2·x", 1, -9)]
    [InlineData("x for x > 0, else a·x", -8, -2)]
    [InlineData("x for x > 0, else a·x", 8, 8)]
    [InlineData("0 for x ≤ -1, (x + 1)²/4 for -1 < x < 1, else x", 0, 0.25)]
    [InlineData("0 for x <= -1, 1 for |x| < 1, 2 for x >= 1", 1, 2)]
    [InlineData("(x² + 1)^(3/2)", 0, 1)]
    [InlineData("e^(0·x) + exp(0)", 5, 2)]
    [InlineData("1 + tanh(x) + (1 - erf(x)) + (exp(x) - 1) + ln(1 + exp(x·0))/ln(2)", 0, 3)]
    public void A_formula_means_what_it_says(string formula, double x, double expected)
    {
        Ball value = Evaluation.At("x", new Taylor(0, 200), Ball.Of(x)).Of(FormulaParser.Parse(formula, Parameters))[0];
        Assert.Equal(expected, value.Mid.ToDouble(), 1e-15);
    }

    [Theory]
    [InlineData("x +")]
    [InlineData("y")]
    [InlineData("(x")]
    [InlineData("sinh(x)")]
    [InlineData("x for , else 1")]
    [InlineData("x x")]
    [InlineData("x with t")]
    [InlineData("t with t = t")]
    public void What_is_no_formula_is_refused_with_its_place(string formula)
    {
        var refusal = Assert.Throws<GliaException>(() => FormulaParser.Parse(formula, Parameters));
        Assert.Contains("formula", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Names() =>
        [.. ActivationCatalog.All.Where(info => !info.IsRowwise && IsReadable(info.SlopeFormula)).Select(info => info.Name)];

    /// <summary>The slope typed for people against the derivative of the formula, which is what gets verified.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_slope_for_people_is_the_derivative(string name)
    {
        Activation activation = ActivationCatalog.Parse(name);
        Expression formula = FormulaParser.Parse(activation.Info.Formula, activation.Parameters);
        Expression slope = FormulaParser.Parse(activation.Info.SlopeFormula, activation.Parameters);
        foreach (double x in new[] { -60.5, -7.3, -2.1, -0.71, -0.013, 0.017, 0.37, 1.9, 5.7, 88.25 })
        {
            Ball derivative = Evaluation.At("x", new Taylor(1, 300), Ball.Of(x)).Of(formula)[1];
            Ball typed = Evaluation.At("x", new Taylor(0, 300), Ball.Of(x)).Of(slope)[0];
            Ball difference = Ball.Subtract(derivative, typed, 300);
            Assert.True(difference.Magnitude < Radius.PowerOfTwo(-60), $"{name} at {x}: {derivative.Mid.ToDouble():R}, typed {typed.Mid.ToDouble():R}");
        }
    }

    private static bool IsReadable(string formula)
    {
        try
        {
            _ = FormulaParser.Parse(formula, new Dictionary<string, float>(StringComparer.Ordinal));
            return true;
        }
        catch (GliaException)
        {
            // With parameters, or in words.
            return false;
        }
    }
}
