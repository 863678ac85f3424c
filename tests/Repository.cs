namespace Glia.Tests;

/// <summary>Where the files of the repository are; compiled into every test project.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, found from where the tests run: paths of source files are not kept in builds.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A sample table by its name.</summary>
    public static string Sample(string name) => At("samples", name + ".csv");

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Glia.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run inside the repository: there is no Glia.slnx above them.");
    }
}
