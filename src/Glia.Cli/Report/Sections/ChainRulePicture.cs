using Glia.Health;

namespace Glia.Cli.Report.Sections;

/// <summary>The chain rule as a row of factors, ∂L/∂w = ∂L/∂y · f′(z) · x, with the one marked that a finding makes 0, small or large.</summary>
internal static class ChainRulePicture
{
    private static readonly string[] OfWeight = ["∂L/∂w", "=", "∂L/∂y", "·", "f′(z)", "·", "x"];
    private static readonly string[] OfLayer = ["∂L/∂z", "=", "∂L/∂z of the next layer", "·", "W", "·", "f′(z)"];
    private static readonly string[] OfStep = ["Δw", "=", "− η", "·", "∂L/∂w"];

    /// <summary>Problem to the row, the factors that are marked in it, and what they are.</summary>
    private static readonly Dictionary<string, (string[] Row, string[] Marked, string Word)> Pictures = new(StringComparer.Ordinal)
    {
        [Problems.DeadUnits] = (OfWeight, ["f′(z)"], "0 on every row"),
        [Problems.DeadLayer] = (OfWeight, ["f′(z)"], "0 on every row"),
        [Problems.SilentUnits] = (OfWeight, ["f′(z)"], "0 on these rows"),
        [Problems.SaturatedUnits] = (OfWeight, ["f′(z)"], "next to 0"),
        [Problems.OutputMismatch] = (OfWeight, ["f′(z)"], "0 at the end of the range"),
        [Problems.FadingSignal] = (OfWeight, ["x"], "next to 0"),
        [Problems.BiasStep] = (OfWeight, ["x"], "next to 0"),
        [Problems.GrowingSignal] = (OfWeight, ["x"], "huge"),
        [Problems.CollapsedCorrelation] = (OfWeight, ["x"], "the same for all rows"),
        [Problems.UncentredInput] = (OfWeight, ["x"], "of one sign"),
        [Problems.VanishingGradient] = (OfLayer, ["W", "f′(z)"], "together below 1, layer after layer"),
        [Problems.ExplodingGradient] = (OfLayer, ["W", "f′(z)"], "together above 1"),
        [Problems.LearningRateTooHigh] = (OfStep, ["− η"], "too large"),
        [Problems.OscillatingLoss] = (OfStep, ["− η"], "too large"),
        [Problems.LossSpike] = (OfStep, ["− η", "∂L/∂w"], "together too large in a few steps"),
        [Problems.LearningRateTooLow] = (OfStep, ["− η"], "next to 0"),
        [Problems.GradientUnderEpsilon] = (OfStep, ["∂L/∂w"], "below the optimizer's ε"),
    };

    public static void Write(HtmlPage page, string problem)
    {
        if (!Pictures.TryGetValue(problem, out (string[] Row, string[] Marked, string Word) picture))
        {
            return;
        }

        page.Write($"<p class=\"factors\">");
        foreach (string part in picture.Row)
        {
            if (part is "=" or "·")
            {
                page.Write($" {part} ");
            }
            else if (picture.Marked.Contains(part))
            {
                page.Write($"<mark>{part}</mark>");
            }
            else
            {
                page.Write($"<span>{part}</span>");
            }
        }

        page.Write($" <small>marked: {picture.Word}</small></p>");
    }
}
