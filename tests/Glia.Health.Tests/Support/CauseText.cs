using System.Globalization;
using System.Text;
using Glia.Health.Causes;

namespace Glia.Health.Tests.Support;

/// <summary>A cause report as lines, for the output of tests.</summary>
internal static class CauseText
{
    public static string Show(this CauseReport cause)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{cause.Problem} in {cause.Layer}: {cause.Summary}");
        foreach (ExperimentResult each in cause.Experiments.Prepend(cause.Unchanged))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {(each.Suffices ? "+" : " ")} {each.Text}: {each.Live} of {cause.Units}, loss {each.Loss:G4} after {each.Steps} from {each.FromStep}; gone {each.IsGone}; run {each.WasRun}, {each.Seconds:F1} s");
        }

        foreach (ChainLink link in cause.Chain)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    step {link.Step}: {link.Event}: {link.Text}");
        }

        return text.ToString();
    }
}
