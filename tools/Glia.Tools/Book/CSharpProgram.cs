using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Glia.Tools.Book;

/// <summary>
/// A C# program of one or more blocks of a page, compiled as a console project would: directives and types of a block may stand where its reader wants them.
/// Between the outputs of its blocks it prints <see cref="Separator"/>.
/// </summary>
internal static class CSharpProgram
{
    public const string Separator = "\u001e";

    /// <summary>The usings of a new console project.</summary>
    private const string Implicit = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Compiles blocks into a program.</summary>
    /// <param name="page">The page, for messages.</param>
    /// <param name="blocks">The text of each block, and the line it begins at.</param>
    /// <param name="sources">Whole files that belong to it: written by commands before.</param>
    /// <param name="path">Where the program goes.</param>
    /// <returns>What does not compile; empty where all does.</returns>
    public static IReadOnlyList<string> Compile(string page, IReadOnlyList<(string Hidden, string Text, int Line)> blocks, IEnumerable<string> sources, string path)
    {
        var usings = new StringBuilder();
        var statements = new StringBuilder();
        var types = new StringBuilder();
        foreach ((string hidden, string text, int line) in blocks)
        {
            Take(hidden, $"#line 1 \"{page}, hidden before line {line}\"\n", usings, statements, types);
            Take(text, $"#line {line} \"{page}\"\n", usings, statements, types);
            statements.Append("#line hidden\nConsole.WriteLine(\"\\u001e\");\n");
        }

        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        SyntaxTree Tree(string text, string name) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), options, name);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "page",
            [Tree(Implicit, "implicit.cs"), Tree($"{usings}{statements}{types}", "page.cs"), .. sources.Select(source => Tree(source, "source.cs"))],
            References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        EmitResult result = compilation.Emit(path);
        return [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).Distinct(StringComparer.Ordinal).Take(5)];
    }

    /// <summary>Sorts a block into what a program has first, in the middle and last; lines keep their numbers.</summary>
    private static void Take(string text, string line, StringBuilder usings, StringBuilder statements, StringBuilder types)
    {
        var unit = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp14)).GetRoot();
        char[] rest = text.ToCharArray();
        foreach (UsingDirectiveSyntax directive in unit.Usings)
        {
            usings.Append(directive.ToString()).Append('\n');
            Blank(rest, directive.Span);
        }

        foreach (MemberDeclarationSyntax member in unit.Members.Where(member => member is not GlobalStatementSyntax))
        {
            char[] only = text.ToCharArray();
            Blank(only, TextSpan.FromBounds(0, member.SpanStart));
            Blank(only, TextSpan.FromBounds(member.Span.End, only.Length));
            types.Append(line).Append(only).Append('\n');
            Blank(rest, member.Span);
        }

        statements.Append(line).Append(rest).Append('\n');
    }

    private static void Blank(char[] text, TextSpan span)
    {
        for (int i = span.Start; i < span.End; i++)
        {
            text[i] = text[i] == '\n' ? '\n' : ' ';
        }
    }
}
