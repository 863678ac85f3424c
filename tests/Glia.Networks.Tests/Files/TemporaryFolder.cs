namespace Glia.Networks.Tests.Files;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("glia-networks-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string[] Names => [.. _folder.GetFiles().Select(file => file.Name)];

    public void Dispose() => _folder.Delete(recursive: true);
}
