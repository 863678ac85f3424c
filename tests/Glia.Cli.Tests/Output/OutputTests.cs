using Glia.Cli.Output;
using Glia.Networks;

namespace Glia.Cli.Tests.Output;

public sealed class OutputTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public void A_file_that_fails_half_way_is_not_there()
    {
        string path = _folder.Path("model.onnx");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException("cut");
        }));
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void The_old_file_stays_until_the_new_one_is_whole()
    {
        string path = _folder.Write("run.json", "old");
        Assert.Throws<GliaException>(() => AtomicFile.Write(path, _ => throw new IOException("disk full")));
        Assert.Equal("old", File.ReadAllText(path));
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Folders_made_for_nothing_are_removed()
    {
        using (new OutputFolder(_folder.Path("a/b/c")))
        {
            Assert.True(Directory.Exists(_folder.Path("a/b/c")));
        }

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void Folders_with_something_in_them_and_folders_of_others_stay()
    {
        Directory.CreateDirectory(_folder.Path("mine"));
        using (new OutputFolder(_folder.Path("mine")))
        {
        }

        using (var made = new OutputFolder(_folder.Path("new")))
        {
            File.WriteAllText(made.File("x"), "");
        }

        Assert.Equal(["mine", "new"], _folder.Names());
    }

    public void Dispose() => _folder.Dispose();
}
