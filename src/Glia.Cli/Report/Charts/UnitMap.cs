using Glia.Health;

namespace Glia.Cli.Report.Charts;

/// <summary>
/// Every unit of one layer over the epochs as a heat map of firing rates (units down, epochs across), and the state of each
/// unit at the end as a grid to walk through with the arrow keys.
/// </summary>
internal static class UnitMap
{
    /// <summary>Units drawn in a wide layer: each must stay at least a pixel high.</summary>
    public const int MostUnits = 256;

    /// <summary>Epochs drawn of a long run.</summary>
    public const int MostEpochs = 240;

    /// <summary>Palette entry of a unit that did not fire at all.</summary>
    public const byte Silent = 0;

    /// <summary>Palette entry of an epoch in which nothing was measured.</summary>
    public const byte Unknown = 1;

    /// <summary>Steps of the ramp for rates above zero; more than an eye tells apart.</summary>
    public const int Steps = 64;

    // One hue from faint to strong, so that it reads the same to every kind of colour vision; orange is in no ramp.
    private static readonly int[] Light = Ramp(0xD9630D, 0xE9EBE8, 0xE4F0F1, 0x5FB3BD, 0x0B3C49);
    private static readonly int[] Dark = Ramp(0xF08C42, 0x262E33, 0x123039, 0x2C8C9B, 0xC9F4F7);

    /// <summary>Which units are drawn: all, or those with a state worth looking at and an even sample of the others.</summary>
    public static int[] Choose(LayerHealth layer)
    {
        if (layer.Units <= MostUnits)
        {
            return [.. Enumerable.Range(0, layer.Units)];
        }

        bool Odd(int unit) => layer.State[unit] is not (UnitState.Alive or UnitState.Sparse);
        int[] odd = [.. Enumerable.Range(0, layer.Units).Where(Odd)];
        odd = [.. LineChart.Thin(odd.Length, Math.Min(odd.Length, MostUnits * 3 / 4)).Select(i => odd[i])];
        int[] rest = [.. Enumerable.Range(0, layer.Units).Where(unit => !Odd(unit))];
        rest = [.. LineChart.Thin(rest.Length, Math.Min(rest.Length, MostUnits - odd.Length)).Select(i => rest[i])];
        return [.. odd.Concat(rest).Order()];
    }

    /// <summary>Palette entry of a firing rate.</summary>
    public static byte Shade(float rate) => float.IsNaN(rate) ? Unknown
        : rate <= 0 ? Silent
        : (byte)(2 + (int)Math.Round(Math.Clamp(rate, 0f, 1f) * (Steps - 1)));

    /// <summary>Writes the heat map of one layer.</summary>
    public static void WriteHeat(HtmlPage page, LayerHealth layer, IReadOnlyList<HealthFrame> timeline, int[] units, int keptEpoch)
    {
        List<(int Epoch, LayerFrame Frame)> frames = Frames(layer.Name, timeline);
        if (frames.Count < 2)
        {
            return;
        }

        int[] kept = LineChart.Thin(frames.Count, MostEpochs);
        byte[] pixels = new byte[units.Length * kept.Length];
        for (int row = 0; row < units.Length; row++)
        {
            for (int column = 0; column < kept.Length; column++)
            {
                pixels[(row * kept.Length) + column] = Shade(frames[kept[column]].Frame.FiringRate[units[row]]);
            }
        }

        int first = frames[0].Epoch;
        int last = frames[^1].Epoch;
        string aria = $"Firing rate of {Say.Count(units.Length, "unit")} of layer {layer.Name} over epochs {first} to {last}. The state of each unit is in the grid below.";
        int height = Math.Clamp(units.Length * 7, 90, 380);
        page.Write($"<div class=\"plot heat\" style=\"height:{height}px\" role=\"img\" tabindex=\"0\" aria-label=\"{aria}\" data-heat=\"{string.Join(',', units)}\" data-epochs=\"{string.Join(',', kept.Select(k => frames[k].Epoch))}\">");
        page.Write($"<picture><source media=\"screen and (prefers-color-scheme: dark)\" srcset=\"{IndexedPicture.DataAddress(pixels, kept.Length, Dark)}\"><img alt=\"\" src=\"{IndexedPicture.DataAddress(pixels, kept.Length, Light)}\"></picture>");
        page.Write($"<span class=\"y\" style=\"top:0\">unit {units[0]}</span><span class=\"y\" style=\"top:100%\">{units[^1]}</span>");
        int keptColumn = Array.FindIndex(kept, k => frames[k].Epoch >= keptEpoch);
        if (keptEpoch > 0 && keptColumn >= 0)
        {
            page.Write($"<span class=\"kept\" style=\"left:{100 * (keptColumn + 0.5) / kept.Length}%\"></span>");
        }

        page.Write($"<span class=\"x\" style=\"left:0\">{first}</span><span class=\"x\" style=\"left:100%\">{last}</span><span class=\"xname\">epoch</span></div>");
    }

    /// <summary>Writes one mark a unit, to be reached with the arrow keys; the text of the focused one is shown and read.</summary>
    public static void WriteStates(HtmlPage page, LayerHealth layer, int[] units)
    {
        page.Write($"<div class=\"units\" role=\"listbox\" aria-label=\"Units of {layer.Name}: arrow keys walk through them\">");
        for (int i = 0; i < units.Length; i++)
        {
            int unit = units[i];
            string state = StateName(layer.State[unit]);
            page.Write($"<b role=\"option\" class=\"{state}\" tabindex=\"{(i == 0 ? 0 : -1)}\" aria-label=\"{Describe(layer, unit)}\"></b>");
        }

        page.Write($"</div><p class=\"reading\" aria-hidden=\"true\">Point at a unit, or walk with the arrow keys.</p>");
    }

    /// <summary>What is known about a unit, in one line.</summary>
    public static string Describe(LayerHealth layer, int unit)
    {
        string text = $"unit {unit}: {StateName(layer.State[unit])}";
        if (layer.State[unit] is UnitState.Silent or UnitState.Dead or UnitState.Saturated)
        {
            text += $" ({ProofName(layer.Proofs[unit])})";
        }

        text += $", fired in {Say.Percent(layer.Rows == 0 ? double.NaN : (double)layer.Fired[unit] / layer.Rows)} of {Say.Count(layer.Rows, "row")}";
        text += $", z from {Say.Number(layer.MinZ[unit])} to {Say.Number(layer.MaxZ[unit])}";
        if (layer.Bias.Count > unit)
        {
            text += $", bias {Say.Number(layer.Bias[unit])}";
        }

        if (layer.DuplicateOf.Count > unit && layer.DuplicateOf[unit] >= 0)
        {
            text += $", a multiple of unit {layer.DuplicateOf[unit]}";
        }

        if (layer.LastFiredStep.Count > unit && layer.State[unit] is UnitState.Silent or UnitState.Dead)
        {
            text += layer.LastFiredStep[unit] < 0 ? ", never fired in training" : $", last fired at step {Say.Count(layer.LastFiredStep[unit])}";
        }

        return text;
    }

    public static string StateName(UnitState state) => state.ToString().ToLowerInvariant();

    public static string ProofName(Proof proof) => proof.ToString().ToLowerInvariant();

    private static List<(int Epoch, LayerFrame Frame)> Frames(string layer, IReadOnlyList<HealthFrame> timeline) =>
        [.. from frame in timeline
            let found = frame.Layers.FirstOrDefault(each => each.Name == layer)
            where found is not null
            select (frame.Epoch, found)];

    private static int[] Ramp(int silent, int unknown, int faint, int middle, int strong) =>
        [silent, unknown, .. Enumerable.Range(0, Steps).Select(i =>
        {
            double at = 2.0 * i / (Steps - 1);
            return at < 1 ? Mix(faint, middle, at) : Mix(middle, strong, at - 1);
        })];

    private static int Mix(int from, int to, double share)
    {
        int Channel(int shift)
        {
            int start = (from >> shift) & 0xFF;
            return start + (int)Math.Round((((to >> shift) & 0xFF) - start) * share);
        }

        return (Channel(16) << 16) | (Channel(8) << 8) | Channel(0);
    }
}
