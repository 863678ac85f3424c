using Glia.Cli.Output;
using Glia.Health.Causes;

namespace Glia.Cli.Report.Sections;

/// <summary>Chains of events, from the first cause to the last. Findings of one training share most events: each is told once, and referred to from the other causes it belongs to.</summary>
internal sealed class CauseChains
{
    private readonly Dictionary<ChainLink, Anchor> _told = [];
    private int _causes;

    /// <summary>Begins with the next cause.</summary>
    /// <returns>The name that links to its article have.</returns>
    public string Begin() => $"cause-{++_causes}";

    /// <summary>Writes the chain of a cause.</summary>
    /// <param name="page">Receives it.</param>
    /// <param name="cause">The cause that was begun last.</param>
    public void Write(HtmlPage page, CauseReport cause)
    {
        if (cause.Chain.Count == 0)
        {
            return;
        }

        Known[] known = [.. cause.Chain.Where(_told.ContainsKey).GroupBy(link => _told[link]).Select(group => new Known(group.Key, [.. group.Select(link => link.Step).Distinct()]))];
        ChainLink[] own = [.. cause.Chain.Where(link => !_told.ContainsKey(link))];
        WriteBeginning(page, known, isWhole: own.Length == 0);
        if (own.Length > 0)
        {
            page.Write($"<ol>");
            foreach (ChainLink link in own)
            {
                page.Write($"<li><b>step {Say.Count(link.Step)}</b>: {link.Text}.</li>");
                _told[link] = new Anchor($"cause-{_causes}", CauseText.Name(cause));
            }

            page.Write($"</ol>");
        }
    }

    private static void WriteBeginning(HtmlPage page, Known[] known, bool isWhole)
    {
        if (known.Length == 0)
        {
            page.Write($"<p>What happened, in the order of time:</p>");
            return;
        }

        page.Write($"<p>What happened{(isWhole ? " is told" : ", in the order of time, besides what is told")} under");
        for (int i = 0; i < known.Length; i++)
        {
            string steps = $"{(known[i].Steps.Length == 1 ? "step" : "steps")} {string.Join(", ", known[i].Steps.Select(Say.Count))}";
            page.Write($"{(i == 0 ? "" : "and under ")}<a href=\"#{known[i].Of.Id}\">{known[i].Of.Name}</a> ({steps}){(i < known.Length - 1 ? "" : isWhole ? "." : ":")}");
        }

        page.Write($"</p>");
    }

    /// <summary>The cause an event is told under.</summary>
    private sealed record Anchor(string Id, string Name);

    /// <summary>Events that were told under one cause.</summary>
    private sealed record Known(Anchor Of, long[] Steps);
}
