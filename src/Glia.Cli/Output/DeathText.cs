using System.Text;
using Glia.Cli.Report;
using Glia.Cli.Terminal;
using Glia.Health.Deaths;

namespace Glia.Cli.Output;

/// <summary>The updates that killed units, in lines of text: the first ones in full, the others by number.</summary>
internal static class DeathText
{
    /// <summary>Deaths told in full; the page and run.json have all.</summary>
    private const int Most = 3;

    public static void Write(StringBuilder text, IReadOnlyList<UnitDeath> deaths, int width)
    {
        if (deaths.Count == 0)
        {
            return;
        }

        text.Append("Killing updates\n");
        foreach (UnitDeath death in deaths.Take(Most))
        {
            Words.Wrap(text, $"  {death.Layer} unit {death.Unit}", Sentence(death), 18, width);
        }

        if (deaths.Count > Most)
        {
            Words.Wrap(text, "", $"{Say.Count(deaths.Count - Most, "more unit")}: all are in report.html and, with the rows of their batches, in run.json", 2, width);
        }
    }

    private static string Sentence(UnitDeath death)
    {
        string usual = death.MedianGradientNorm > 0 ? $" (usually {Say.Number(death.MedianGradientNorm)})" : "";
        return $"step {Say.Count(death.Step)}, epoch {Say.Count(death.Epoch)}, a batch of {Say.Count(death.BatchRows.Count, "row")}: mean z from {Say.Number(death.MeanBefore)} to {Say.Number(death.MeanAfter)}, "
            + $"largest from {Say.Number(death.MaxBefore)} to {Say.Number(death.MaxAfter)}; moved {Say.Percent(death.BiasShare)} by the bias, {Say.Percent(death.WeightShare)} by the weights, "
            + $"{Say.Percent(death.InputShare)} by changed inputs; learning rate {Say.Number(death.LearningRate)}, gradient norm {Say.Number(death.GradientNorm)}{usual}";
    }
}
