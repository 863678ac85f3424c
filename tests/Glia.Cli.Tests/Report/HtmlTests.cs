using Glia.Cli.Report;

namespace Glia.Cli.Tests.Report;

public sealed class HtmlTests
{
    [Fact]
    public void Holes_are_escaped_and_literals_are_not()
    {
        var page = new HtmlPage();
        string name = "<script>alert('1')</script> & \"more\"";
        page.Write($"<td title=\"{name}\">{name}</td>");
        Assert.Equal(
            "<td title=\"&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;\">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;</td>\n",
            page.ToString());
    }

    [Fact]
    public void Numbers_have_a_point_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE", useUserOverride: false);
            var page = new HtmlPage();
            page.Write($"{1.5} {1234.25:0.#}");
            Assert.Equal("1.5 1234.2\n", page.ToString());
        }
        catch (System.Globalization.CultureNotFoundException)
        {
            // Without cultures on the machine there is nothing to go wrong.
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0.0, "0 %")]
    [InlineData(0.0004, "< 0.1 %")]
    [InlineData(0.98077, "98.1 %")]
    [InlineData(0.9999, "> 99.9 %")]
    [InlineData(1.0, "100 %")]
    public void A_share_is_never_rounded_to_none_or_all(double share, string expected) => Assert.Equal(expected, Say.Percent(share).Replace('\u00A0', ' '));

    [Theory]
    [InlineData(0.92, "0.920")]
    [InlineData(-12.5, "−12.500")]
    [InlineData(-1.156e38, "−1.16e38")]
    public void An_r2_without_bounds_stays_readable(double value, string expected) => Assert.Equal(expected, Say.MetricValue("r2", value));
}
