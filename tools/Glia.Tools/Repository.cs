namespace Glia.Tools;

/// <summary>Finds the repository from where the tool runs.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Glia.slnx.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="GliaException">There is none above the working folder.</exception>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Glia.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new GliaException($"No Glia.slnx in {Environment.CurrentDirectory} or above it; run the tool inside the repository.");
    }
}
