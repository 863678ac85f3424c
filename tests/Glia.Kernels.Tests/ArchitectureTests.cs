using System.Text.RegularExpressions;

namespace Glia.Kernels.Tests;

/// <summary>Which folder may read which: the arrows inside Glia.Kernels, checked over its using lines.</summary>
public sealed partial class ArchitectureTests
{
    [Theory]
    [InlineData("Lanes")]
    [InlineData("Functions", "Lanes")]
    [InlineData("Activations", "Functions", "Lanes")]
    [InlineData("Rows", "Activations", "Functions", "Lanes")]
    [InlineData("Products", "Lanes")]
    [InlineData("Randomness", "Functions")]
    public void A_folder_reads_only_those_below_it(string folder, params string[] below)
    {
        string directory = Repository.At("src", "Glia.Kernels", folder);
        Assert.All(Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories), file =>
        {
            foreach (Match match in Used().Matches(File.ReadAllText(file)))
            {
                string used = match.Groups["folder"].Value;
                Assert.True(used == folder || below.Contains(used, StringComparer.Ordinal), $"{Path.GetFileName(file)} in {folder} reads {used}.");
            }
        });
    }

    [Fact]
    public void Kernels_reference_no_other_project_and_no_package_at_run_time()
    {
        string[] references = [.. typeof(Kernels.Lanes.Lane).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];
        Assert.DoesNotContain(references, name => !name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void Platform_mathematics_that_differs_between_machines_is_not_used()
    {
        string directory = Repository.At("src", "Glia.Kernels");
        Assert.All(Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories), file => Assert.DoesNotMatch(Libm(), File.ReadAllText(file)));
    }

    [GeneratedRegex(@"Glia\.Kernels\.(?<folder>\w+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Used();

    /// <summary>Everything of Math and MathF that is not exact or correctly rounded, and multiply-adds that may or may not be fused.</summary>
    [GeneratedRegex(
        @"\b(Math|MathF|float|double)\.(A?(Sin|Cos|Tan)(h|Pi|2)?|Exp\w*|Log\w*|Pow|Cbrt|Hypot)\(|MultiplyAddEstimate|ReciprocalEstimate|ReciprocalSqrtEstimate",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Libm();
}
