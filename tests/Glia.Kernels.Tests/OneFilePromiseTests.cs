using System.Text.RegularExpressions;
using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests;

/// <summary>One file adds an activation: no other code may know a function by its name.</summary>
public sealed partial class OneFilePromiseTests
{
    /// <summary>The only exceptions: defaults, and the output that belongs to a task.</summary>
    private static readonly (string File, string[] Names)[] Allowed =
    [
        ("Glia.Networks/Schedules/CosineDecay.cs", ["cosine"]), // a schedule of that shape
        ("Glia.Networks/Schedules/Schedule.cs", ["cosine"]),
        ("Glia.Tabular/Options/FitOptions.cs", ["relu"]),
        ("Glia.Cli/Bench/BenchSuite.cs", ["relu", "tanh"]),
        ("Glia.Tabular/Fitting/FitReport.cs", ["linear", "sigmoid", "softmax"]),
        ("Glia.Tabular/Models/ClassificationModel.cs", ["sigmoid", "softmax"]),
    ];

    [Fact]
    public void Names_of_activations_stand_in_their_own_files_only()
    {
        string source = Repository.At("src");
        HashSet<string> known = [.. ActivationCatalog.All.SelectMany(info => info.Aliases.Prepend(info.Name))];

        // An ordinary word of the field, too: of a decision, a finding, a plateau.
        Assert.True(known.Remove("threshold"));
        var found = new List<string>();
        foreach (string file in Directory.EnumerateFiles(source, "*.*", SearchOption.AllDirectories).Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".js", StringComparison.Ordinal)))
        {
            string path = Path.GetRelativePath(source, file).Replace('\\', '/');
            if (path.StartsWith("Glia.Kernels/Activations/", StringComparison.Ordinal) || path.StartsWith("Glia.Kernels/Rows/", StringComparison.Ordinal))
            {
                continue;
            }

            string[] allowed = Allowed.FirstOrDefault(entry => entry.File == path).Names ?? [];
            int number = 0;
            foreach (string line in File.ReadLines(file))
            {
                number++;
                string code = line.TrimStart();
                if (!code.StartsWith("//", StringComparison.Ordinal))
                {
                    found.AddRange(Quoted().Matches(code).Select(match => match.Groups["name"].Value)
                        .Where(name => known.Contains(name) && !allowed.Contains(name, StringComparer.Ordinal))
                        .Select(name => $"src/{path}:{number}: {name}"));
                }
            }
        }

        Assert.True(
            found.Count == 0,
            "Ask the catalogue or ActivationInfo instead of naming a function:\n" + string.Join('\n', found));
    }

    /// <summary>A string literal that is a name, or a name with parameters.</summary>
    [GeneratedRegex("""["'`](?<name>[a-z_0-9]+)(?:\([^"'`]*\))?["'`]""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
