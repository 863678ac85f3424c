using System.Text;
using Glia.Networks;

namespace Glia.Cli.Output;

/// <summary>
/// The folder a run writes into. A run that fails takes its files away again, and the folder if it made it: nothing is left that
/// could be taken for a result.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly List<string> _made = [];
    private readonly List<string> _written = [];
    private bool _isKept;

    public OutputFolder(string path)
    {
        Path = path;
        try
        {
            string? missing = System.IO.Path.GetFullPath(path);
            while (missing is not null && !Directory.Exists(missing))
            {
                _made.Add(missing);
                missing = System.IO.Path.GetDirectoryName(missing);
            }

            Directory.CreateDirectory(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GliaException($"The folder {path} cannot be made: {wrong.Message}", wrong);
        }
    }

    public string Path { get; }

    /// <summary>Names of the files written, in order.</summary>
    public IReadOnlyList<string> Written => _written;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text) => Write(name, path => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text))));

    /// <summary>Writes with somebody who leaves a whole file or none.</summary>
    public void Write(string name, Action<string> write)
    {
        write(File(name));
        _written.Add(name);
    }

    /// <summary>The run is done: what was written stays.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept)
        {
            _written.ForEach(name => System.IO.File.Delete(File(name)));
        }

        foreach (string folder in _made)
        {
            if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any())
            {
                return;
            }

            Directory.Delete(folder);
        }
    }
}
