namespace Glia.Cli.Tests;

/// <summary>The commands in docs/tables.md run as they stand there, one after the other.</summary>
public sealed class TablesPageTests
{
    [Fact]
    public void Runs()
    {
        string folder = Directory.CreateTempSubdirectory("glia-page-").FullName;
        try
        {
            string run = Path.Combine(folder, "glia-run");
            string[] commands = [.. File.ReadLines(Repository.At("docs", "tables.md")).Where(line => line.StartsWith("glia ", StringComparison.Ordinal))];
            Assert.Equal(6, commands.Length);
            foreach (string command in commands)
            {
                string[] args = [.. Words(command).Skip(1).Select(word => word.StartsWith("tests/", StringComparison.Ordinal) ? Repository.At(word.Split('/')) : word == "glia-run" ? run : word == "predictions.csv" ? Path.Combine(folder, word) : word)];
                args = args[0] == "train" ? [.. args, "--out", run, "--epochs", "30", "--explain", "0"] : args;
                Cli.Run(args).Done();
            }

            Assert.Equal(345, File.ReadLines(Path.Combine(folder, "predictions.csv")).Count());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Words(string command) =>
        command.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
