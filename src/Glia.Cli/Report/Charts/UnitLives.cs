using Glia.Health;

namespace Glia.Cli.Report.Charts;

/// <summary>The lives of a layer's units in words below their map: born silent, fell silent, woke up again; by the epochs that were kept.</summary>
internal static class UnitLives
{
    /// <summary>Units named one by one; more are counted.</summary>
    private const int MostNamed = 6;

    /// <summary>Writes a sentence for each thing that happened; nothing where all units fired all the time.</summary>
    public static void Write(HtmlPage page, LayerHealth layer, IReadOnlyList<HealthFrame> timeline)
    {
        Life[] lives = [.. Enumerable.Range(0, layer.Units).Select(unit => Life.Of(layer.Name, unit, timeline))];
        string text = string.Join(" ",
            ((string[])[
                Sentence(lives, life => life.Born is null && life.Ends == 0 && life.Seen > 0, "never fired", life => ""),
                Sentence(lives, life => life.Born > life.First, "born silent, fired later", life => $" (from epoch {life.Born})"),
                Sentence(lives, life => life.Died is not null, "fired, then fell silent", life => $" (since epoch {life.Died})"),
                Sentence(lives, life => life.Revived is not null, "fell silent and fired again", life => $" (again in epoch {life.Revived})"),
            ]).Where(sentence => sentence.Length > 0));
        if (text.Length > 0)
        {
            page.Write($"<p class=\"note lives\">{text}</p>");
        }
    }

    private static string Sentence(Life[] lives, Func<Life, bool> chosenBy, string what, Func<Life, string> when)
    {
        Life[] chosen = [.. lives.Where(chosenBy)];
        return chosen.Length switch
        {
            0 => "",
            <= MostNamed => $"{Say.Capital(what)}: unit{(chosen.Length == 1 ? "" : "s")} {string.Join(", ", chosen.Select(life => life.Unit + when(life)))}.",
            _ => $"{Say.Capital(what)}: {Say.Count(chosen.Length, "unit")}.",
        };
    }

    /// <summary>What a unit did, by epochs: first seen, first fired, silent for good since, fired again last.</summary>
    private sealed record Life(int Unit, int Seen, int First, int? Born, int? Died, int? Revived, float Ends)
    {
        public static Life Of(string layer, int unit, IReadOnlyList<HealthFrame> timeline)
        {
            Life life = new(unit, 0, 0, null, null, null, 0);
            float before = 0;
            foreach (HealthFrame frame in timeline)
            {
                if (frame.Layers.FirstOrDefault(each => each.Name == layer) is not { } found)
                {
                    continue;
                }

                float rate = found.FiringRate[unit];
                life = life with { Seen = life.Seen + 1, First = life.Seen == 0 ? frame.Epoch : life.First, Ends = rate };
                life = rate > 0 && life.Born is null ? life with { Born = frame.Epoch }
                    : rate > 0 && before == 0 ? life with { Revived = frame.Epoch, Died = null }
                    : rate == 0 && before > 0 ? life with { Died = frame.Epoch }
                    : life;
                before = rate;
            }

            return life;
        }
    }
}
