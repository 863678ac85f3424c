using Glia.Cli.Terminal;
using Glia.Kernels.Activations;

namespace Glia.Cli.Tests.Terminal;

public sealed class DotPlotTests
{
    [Fact]
    public void A_straight_line_goes_from_corner_to_corner()
    {
        string[] lines = Draw([new CurvePiece([0, 1, 2, 3], [0, 1, 2, 3])], hasBraille: false);
        Assert.Equal(["| .'", ".'--"], lines);
    }

    [Fact]
    public void Braille_has_eight_dots_a_character()
    {
        CurvePiece line = new([.. Enumerable.Range(0, 8).Select(i => i * 3f / 7)], [.. Enumerable.Range(0, 8).Select(i => i * 3f / 7)]);
        string[] lines = Draw([line], hasBraille: true);

        // At the bottom left the line's two dots (0x40, 0x20) and the first of the vertical axis (0x01); at the top right the line alone.
        Assert.Equal(('\u280a', '\u2861'), (lines[0][3], lines[1][0]));
    }

    [Fact]
    public void Between_pieces_and_where_nothing_is_finite_there_is_a_gap()
    {
        string[] jump = Draw([new CurvePiece([0, 1], [0, 0]), new CurvePiece([2, 3], [3, 3])], hasBraille: false);
        Assert.Equal(["| ''", ".."], [jump[0], jump[1][..2]]);
        string[] gap = Draw([new CurvePiece([0, 1, 2, 3], [3, float.NaN, float.PositiveInfinity, 3])], hasBraille: false);
        Assert.Equal("'  '", gap[0]);
    }

    [Fact]
    public void What_leaves_the_plot_is_cut_off()
    {
        string[] lines = Draw([new CurvePiece([0, 1, 2, 3], [-1e30f, -1e30f, 1e30f, 1e30f])], hasBraille: false);
        Assert.Equal(("| : ", 4), (lines[0], lines[1].Length));
    }

    private static string[] Draw(CurvePiece[] curve, bool hasBraille)
    {
        var plot = new DotPlot((0, 3), (0, 3), 4, 2, hasBraille);
        plot.Add(curve);
        return plot.Lines();
    }
}
