namespace Glia.Launcher;

/// <summary>Where the .NET runtime is.</summary>
internal static class Dotnet
{
    /// <summary>The program <c>dotnet</c>: the one that runs this, the one told, the first in the path, the one installed; null if there is none.</summary>
    public static string? Find() => Find(Environment.GetEnvironmentVariable, File.Exists);

    /// <summary>The same on any machine.</summary>
    public static string? Find(Func<string, string?> variable, Func<string, bool> exists)
    {
        IEnumerable<string> places =
        [
            variable("DOTNET_HOST_PATH") ?? "",
            .. Folders([variable("DOTNET_ROOT_X64"), variable("DOTNET_ROOT"), .. (variable("PATH") ?? "").Split(':'), "/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet"]),
        ];
        return places.FirstOrDefault(place => place.Length > 0 && exists(place));
    }

    private static IEnumerable<string> Folders(IEnumerable<string?> folders) => folders.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.Combine(folder!, "dotnet"));
}
