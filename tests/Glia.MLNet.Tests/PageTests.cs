using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Glia.MLNet.Tests;

/// <summary>The program in docs/ml-net.md compiles and runs as it stands there.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void The_program_of_the_page_runs()
    {
        string code = string.Join('\n', Blocks().Matches(File.ReadAllText(Repository.At("docs", "ml-net.md"))).Select(m => m.Groups["code"].Value));
        string folder = Directory.CreateTempSubdirectory("glia-mlnet-").FullName;
        code = "using System;\nusing System.IO;\nusing System.Linq;\nusing System.Threading;\n" + code
            .Replace("\"samples/penguins.csv\"", Literal(Repository.Sample("penguins")), StringComparison.Ordinal)
            .Replace("\"penguins.zip\"", Literal(Path.Combine(folder, "penguins.zip")), StringComparison.Ordinal);
        MetadataReference[] references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "page", [CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)], references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        TextWriter before = Console.Out;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            MethodInfo main = Assembly.Load(bytes.ToArray()).EntryPoint!;
            main.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(before);
            Directory.Delete(folder, recursive: true);
        }

        string text = output.ToString();
        Assert.Matches("^accuracy 0?[01]\\.", text);
        Assert.EndsWith("True\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Literal(string text) => "@\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
