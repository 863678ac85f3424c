namespace Glia.Cli.Tests.Commands;

public sealed class ExportCommandTests(PenguinRun run) : IClassFixture<PenguinRun>, IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model.glia")]
    [InlineData("model.onnx")]
    [InlineData("")]
    public void Writes_source_of_a_run_of_a_model_and_of_an_onnx_file(string model)
    {
        string csharp = _folder.Path("Penguins.cs"), c = _folder.Path("penguins.c");
        Outcome done = Cli.Run("export", run.File(model), "--csharp", csharp, "--c", c).Done();
        Assert.Equal($"{csharp}\n{c}\n", done.Out);
        Assert.Contains("public static class Penguins", File.ReadAllText(csharp), StringComparison.Ordinal);
        Assert.Contains("int penguins_predict(", File.ReadAllText(c), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_source_from_both_files_of_a_run()
    {
        Cli.Run("export", run.File("model.glia"), "--c", _folder.Path("m.c")).Done();
        string first = File.ReadAllText(_folder.Path("m.c"));
        Cli.Run("export", run.File("model.onnx"), "--c", _folder.Path("m.c")).Done();
        Assert.Equal(first, File.ReadAllText(_folder.Path("m.c")));
    }

    [Fact]
    public void Says_what_it_wrote_as_json() =>
        Assert.Equal(_folder.Path("m.c"), Cli.Run("export", run.Out, "--c", _folder.Path("m.c"), "--json").Done().Json().GetProperty("files")[0].GetString());

    [Fact]
    public void Without_a_form_it_asks_for_one()
    {
        Outcome outcome = Cli.Run("export", run.Out);
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains("--csharp FILE", outcome.Error, StringComparison.Ordinal);
    }
}
