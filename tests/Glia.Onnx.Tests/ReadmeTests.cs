using Glia.Tabular;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Glia.Onnx.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_runs()
    {
        string folder = Directory.CreateTempSubdirectory("glia-onnx-").FullName;
        try
        {
            string path = Path.Combine(folder, "penguins.onnx");
            new Classifier { Hidden = [16], Epochs = 60 }
                .Fit(Samples.Read("penguins.csv"), "species", cancel: TestContext.Current.CancellationToken)
                .Save(path);

            // README
            static NamedOnnxValue Text(string column, params string[] values) =>
                NamedOnnxValue.CreateFromTensor(column, new DenseTensor<string>(values, [values.Length, 1]));
            static NamedOnnxValue Number(string column, params float[] values) =>
                NamedOnnxValue.CreateFromTensor(column, new DenseTensor<float>(values, [values.Length, 1]));

            using var session = new InferenceSession(path);
            using var results = session.Run(
            [
                Text("island", "Biscoe", "Torgersen"),
                Number("bill_length_mm", 50.2f, 39.1f),
                Number("bill_depth_mm", 14.3f, 18.7f),
                Number("flipper_length_mm", 218f, 181f),
                Number("body_mass_g", 5700f, float.NaN), // not known
                Text("sex", "male", ""),                 // not known
                Number("year", 2007f, 2007f),
            ]);
            string[] species = [.. results.Single(r => r.Name == "label").AsEnumerable<string>()];
            float[] probabilities = [.. results.Single(r => r.Name == "probabilities").AsEnumerable<float>()]; // [2, 3], row by row
            // README

            Assert.Equal(["Gentoo", "Adelie"], species);
            Assert.Equal(6, probabilities.Length);
            Assert.Equal(1f, probabilities[..3].Sum(), 1e-6f);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_example_in_the_README_is_the_one_that_runs()
    {
        string[] lines = File.ReadAllLines(Repository.At("tests", "Glia.Onnx.Tests", "ReadmeTests.cs"));
        int start = Array.FindIndex(lines, line => line.Trim() == "// README");
        int end = Array.FindLastIndex(lines, line => line.Trim() == "// README");
        string example = string.Join('\n', lines[(start + 1)..end].Select(line => line.Length > 12 ? line[12..] : ""));
        Assert.Contains(example, File.ReadAllText(Repository.At("src", "Glia.Onnx", "README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
