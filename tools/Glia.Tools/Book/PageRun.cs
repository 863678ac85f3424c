namespace Glia.Tools.Book;

/// <summary>Something on a page that is not as it says.</summary>
internal sealed record Fault(string Page, int Line, string What)
{
    public override string ToString() => $"{Page}:{Line}: {What}";
}

/// <summary>
/// Runs the snippets of a page, in its order, in one folder, and compares what they print with what the page shows.
/// <list type="bullet">
/// <item><c>sh</c>: commands, none of which may fail. <c>console</c>: a command behind <c>$ </c> and what it prints; one that fails shows its message.</item>
/// <item><c>csharp</c>: a program; with the mark <c>continued</c> more of the one before, which then runs here. An <c>output</c> block behind it shows what it prints.</item>
/// <item><c>&lt;!-- hidden … --&gt;</c> holds code that stands before the block's own, unseen; <c>&lt;!-- with: FILE.cs --&gt;</c> compiles a file that a command wrote.</item>
/// <item><c>&lt;!-- file: NAME --&gt;</c> writes the block into a file. <c>&lt;!-- needs: PROGRAM --&gt;</c> runs it only where that program is.</item>
/// <item><c>&lt;!-- not run: REASON --&gt;</c>: it is not.</item>
/// </list>
/// </summary>
internal sealed class PageRun : IDisposable
{
    private readonly Page _page;
    private readonly Workshop _workshop;
    private readonly List<Fault> _faults = [];
    private readonly List<Edit> _edits = [];
    private readonly List<Fence> _program = [];
    private int _programs;

    private PageRun(string root, Page page)
    {
        _page = page;
        _workshop = new Workshop(root);
    }

    /// <summary>A command in a block: where it starts, where what it prints is shown, and where that ends; indices of lines of the block.</summary>
    private sealed record Typed(string Command, int Start, int First, int End);

    /// <summary>Lines to put in the place of others: from and to count from 0.</summary>
    private sealed record Edit(int From, int To, IReadOnlyList<string> Lines);

    /// <summary>Runs a page.</summary>
    /// <returns>What is wrong, and the page with what was printed in the place of what it showed wrongly.</returns>
    public static (IReadOnlyList<Fault> Faults, string Text) Run(string root, Page page)
    {
        if (!page.Fences.Any(fence => fence.IsSnippet))
        {
            return ([], string.Join('\n', page.Lines));
        }

        using var run = new PageRun(root, page);
        run.All();
        return (run._faults, run.Corrected());
    }

    public void Dispose() => _workshop.Dispose();

    private void All()
    {
        for (int i = 0; i < _page.Fences.Count; i++)
        {
            Fence fence = _page.Fences[i];
            if (!fence.IsSnippet || fence.Mark("not run") is not null || (fence.Mark("needs") is { } program && Workshop.Found(program) is null))
            {
                continue;
            }

            if (fence.Mark("file") is { } file)
            {
                File.WriteAllText(Path.Combine(_workshop.Home, file.Split(' ')[0]), string.Join('\n', fence.Body) + "\n");
                continue;
            }

            switch (fence.Language)
            {
                case "sh": Commands(fence); break;
                case "console": Dialogue(fence); break;
                case "csharp": CSharp(i); break;
                default: Wrong(fence.Line, $"a block of {fence.Language} wants a mark: 'file: NAME' or 'not run: REASON'."); break;
            }
        }
    }

    private void Commands(Fence fence)
    {
        foreach (Typed typed in Split(fence, prompt: ""))
        {
            Printed printed = _workshop.Shell(typed.Command);
            if (printed.Code != 0)
            {
                Wrong(fence.Line + typed.Start, $"'{typed.Command}' ended with exit code {printed.Code}: {printed.Error}");
            }
        }
    }

    private void Dialogue(Fence fence)
    {
        foreach (Typed typed in Split(fence, prompt: "$ "))
        {
            int line = fence.Line + typed.Start;
            string[] shown = [.. fence.Body.Take(typed.End).Skip(typed.First)];
            Printed printed = _workshop.Shell(typed.Command);
            if (printed.Code != 0 && !shown.Any(text => text.StartsWith("glia: ", StringComparison.Ordinal)))
            {
                Wrong(line, $"'{typed.Command}' ended with exit code {printed.Code}: {printed.Error}");
            }
            else if (shown.Length > 0)
            {
                Compare(line, typed.Command, shown, printed.Lines, fence.Line - 1 + typed.First, fence.Indent);
            }
        }
    }

    /// <summary>The commands of a block; a line that ends in a backslash goes on in the next.</summary>
    private static IEnumerable<Typed> Split(Fence fence, string prompt)
    {
        for (int i = 0; i < fence.Body.Count; i++)
        {
            if (!fence.Body[i].StartsWith(prompt, StringComparison.Ordinal) || fence.Body[i].Trim().Length == 0)
            {
                continue;
            }

            int start = i;
            string command = fence.Body[i][prompt.Length..];
            while (fence.Body[i].EndsWith('\\') && i + 1 < fence.Body.Count)
            {
                command += "\n" + fence.Body[++i];
            }

            int end = i + 1;
            while (prompt.Length > 0 && end < fence.Body.Count && !fence.Body[end].StartsWith(prompt, StringComparison.Ordinal))
            {
                end++;
            }

            yield return new Typed(command, start, i + 1, end);
        }
    }

    /// <summary>Adds a block to the program it belongs to; runs that behind its last block.</summary>
    private void CSharp(int index)
    {
        _program.Add(_page.Fences[index]);
        Fence? next = _page.Fences.Skip(index + 1).FirstOrDefault(fence => fence.Language == "csharp" && fence.Mark("not run") is null);
        if (next?.Mark("continued") is not null)
        {
            return;
        }

        string path = Path.Combine(_workshop.Home, "..", $"program{++_programs}.dll");
        IReadOnlyList<string> errors = CSharpProgram.Compile(
            _page.Name,
            [.. _program.Select(block => (block.Mark("hidden") ?? "", string.Join('\n', block.Body), block.Line))],
            _program.Select(block => block.Mark("with")).OfType<string>().Select(name => File.ReadAllText(Path.Combine(_workshop.Home, name))),
            path);
        if (errors.Count > 0)
        {
            Wrong(_program[0].Line, string.Join("\n", errors));
        }
        else
        {
            Printed printed = _workshop.Run(Workshop.DotNet, Path.Combine(AppContext.BaseDirectory, "Glia.Tools.dll"), "program", path);
            if (printed.Code != 0)
            {
                Wrong(_program[0].Line, $"the program ended with exit code {printed.Code}: {printed.Error}");
            }

            string[] parts = printed.Out.ReplaceLineEndings("\n").Split(CSharpProgram.Separator + "\n");
            for (int i = 0; i < _program.Count && i < parts.Length; i++)
            {
                int at = _page.Fences.ToList().IndexOf(_program[i]);
                if (at + 1 < _page.Fences.Count && _page.Fences[at + 1] is { Language: "output" } output)
                {
                    Compare(output.Line, "the program", output.Body, parts[i].Split('\n'), output.Line - 1, output.Indent);
                }
            }
        }

        _program.Clear();
    }

    private void Compare(int line, string what, IReadOnlyList<string> shown, IReadOnlyList<string> printed, int from, int indent)
    {
        if (!Shown.Fits(shown, printed))
        {
            Wrong(line, $"'{what}' does not print what is shown, but:\n{string.Join('\n', printed)}");
            bool spaced = shown.Count > 0 && shown[^1].Length == 0;
            _edits.Add(new Edit(from, from + shown.Count, [.. Shown.Of(printed).Select(text => new string(' ', text.Length == 0 ? 0 : indent) + text), .. spaced ? [""] : Array.Empty<string>()]));
        }
    }

    private void Wrong(int line, string what) => _faults.Add(new Fault(_page.Name, line, what));

    private string Corrected()
    {
        List<string> lines = [.. _page.Lines];
        foreach (Edit edit in _edits.OrderByDescending(edit => edit.From))
        {
            lines.RemoveRange(edit.From, edit.To - edit.From);
            lines.InsertRange(edit.From, edit.Lines);
        }

        return string.Join('\n', lines);
    }
}
