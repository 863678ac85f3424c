namespace Glia.Tools.Documents;

/// <summary>A file and the text it should hold.</summary>
internal sealed record Document(string Path, string Text)
{
    public bool IsCurrent => File.Exists(Path) && string.Equals(File.ReadAllText(Path), Text, StringComparison.Ordinal);

    public void Write()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, Text);
    }
}
