using Glia.Onnx;
using Glia.Tabular;

namespace Glia.PublicApi.Tests;

/// <summary>The README's library example is these very lines, so it compiles and does what it says.</summary>
public class ReadmeExample
{
    [Fact]
    public void The_example_in_the_readme_trains_predicts_and_saves()
    {
        var before = Environment.CurrentDirectory;
        var folder = Directory.CreateTempSubdirectory("glia-readme-");
        var said = new StringWriter();
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "samples"));
            File.Copy(Path.Combine(AppContext.BaseDirectory, "samples", "penguins.csv"), Path.Combine(folder.FullName, "samples", "penguins.csv"));
            Environment.CurrentDirectory = folder.FullName;
            Console.SetOut(said);
            Run();
        }
        finally
        {
            Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
            Environment.CurrentDirectory = before;
        }

        Assert.True(File.Exists(Path.Combine(folder.FullName, "penguins.onnx")));
        var lines = said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(double.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture), 0.9, 1);
        Assert.Equal("Gentoo", lines[1].Trim());
        folder.Delete(recursive: true);
    }

    private static void Run()
    {
        // README begins
        Table table = Table.Read("samples/penguins.csv");
        var model = new Classifier { Hidden = [64, 32], Activation = "swish" }.Fit(table, target: "species");

        Console.WriteLine(model.Evaluate(table).Metrics["accuracy"]);
        Console.WriteLine(model.Predict(new Dictionary<string, object?>
        {
            ["island"] = "Biscoe", ["bill_length_mm"] = 46.1, ["bill_depth_mm"] = 13.2, ["flipper_length_mm"] = 211,
            ["body_mass_g"] = 4500, ["sex"] = null, ["year"] = 2007,
        }).Label);
        foreach (var finding in model.Health!.Findings)
        {
            Console.WriteLine($"{finding.Layer}: {finding.Evidence} {finding.Advice}");
        }

        model.Save("penguins.onnx");
        // README ends
    }
}
