using System.Text;
using Glia.Tabular;

namespace Glia.Launcher.Tests;

public sealed class ManagedWorkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-launcher").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("train", "penguins.csv", "--target", "species")]
    [InlineData("predict", "run", "missing.parquet")]
    [InlineData("--help")]
    [InlineData]
    public void Text_and_what_is_not_there_are_read_natively(params string[] args) => Assert.False(ManagedWork.IsIn(args));

    [Theory]
    [InlineData("train", "a.csv", "--query", "SELECT 1")]
    [InlineData("train", "a.csv", "--query=SELECT 1")]
    [InlineData("studio")]
    [InlineData("train", "a.csv", "--studio")]
    public void Queries_and_the_studio_are_not(params string[] args) => Assert.True(ManagedWork.IsIn(args));

    [Fact]
    public void A_table_is_known_by_its_first_bytes_as_argument_value_and_in_a_configuration()
    {
        string table = File("table.csv", "PAR1\u0015"), text = File("text.parquet", "a,b\n1,2\n");
        Assert.True(ManagedWork.IsIn(["train", table]));
        Assert.True(ManagedWork.IsIn(["diagnose", "run", text, $"--ranges={table}"]));
        Assert.False(ManagedWork.IsIn(["train", text]));
        Assert.True(ManagedWork.IsIn(["train", "--config", File("a.yaml", $"target: y\ndata: \"{table}\" # a table\n")]));
        Assert.True(ManagedWork.IsIn(["sweep", File("b.yml", "query: SELECT 1\n")]));
        Assert.True(ManagedWork.IsIn(["train", $"--config={File("settings", $"data: '{table}'\n")}"]));
        Assert.False(ManagedWork.IsIn(["train", "--config", File("c.yaml", $"data: {text}\nquery:\nout: query\n")]));
    }

    [Fact]
    public void A_link_to_a_table_is_followed_and_a_pipe_is_left_alone()
    {
        string link = Path.Combine(_folder, "link");
        System.IO.File.CreateSymbolicLink(link, File("table", "ARROW1\0\0"));
        Assert.True(ManagedWork.IsIn(["train", link]));
        if (OperatingSystem.IsLinux())
        {
            // Opened, it would wait for its writer for ever.
            string pipe = Path.Combine(_folder, "pipe");
            System.Diagnostics.Process.Start("mkfifo", pipe).WaitForExit();
            Assert.False(ManagedWork.IsIn(["train", pipe, "--config", pipe]));
        }
    }

    [Fact]
    public void What_the_formats_of_the_managed_command_know_is_known()
    {
        FileFormats.Register();
        SqlFormats.Register();
        byte[][] starts = [Start("PAR1\u0015\u0004"), Start("ARROW1\0\0"), [0xFF, 0xFF, 0xFF, 0xFF, 0x78, 1, 0, 0, 16, 0, 0, 0, 0, 0, 10, 0], Start("SQLite format 3\0"), Start("12345678DUCK\u0040\0\0\0"), Start("a,b\n1,2\n"), []];
        var known = new HashSet<string>();
        foreach (byte[] start in starts)
        {
            TableFormat? format = TableFormat.All.FirstOrDefault(each => each.Knows("table", start, new TableOptions()));
            Assert.Equal(format is not null, ManagedWork.IsForeign(start));
            known.Add(format?.Name ?? "text");
        }

        // A format that is added comes here, too; NumPy needs no package.
        Assert.Equal([.. TableFormat.All.Select(format => format.Name).Where(name => name != "NumPy").Order(), "text"], known.Order());
    }

    private static byte[] Start(string text) => Encoding.Latin1.GetBytes(text);

    private string File(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text, Encoding.Latin1);
        return path;
    }
}
