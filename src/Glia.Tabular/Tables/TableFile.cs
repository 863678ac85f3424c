namespace Glia.Tabular;

/// <summary>Opens the file of a table.</summary>
internal static class TableFile
{
    /// <summary>A stream that can be read twice.</summary>
    /// <param name="path">A file, or a pipe.</param>
    /// <param name="canCopy">Whether a pipe may be copied into memory.</param>
    /// <param name="cancel">Ends the waiting for a pipe.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="GliaException">It cannot be read; the message says why, and names a file that may be meant.</exception>
    public static Stream Open(string path, bool canCopy, CancellationToken cancel = default) => PipeWait.Until(path, () => Open(path, canCopy), cancel);

    private static Stream Open(string path, bool canCopy)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new GliaException($"{path} is a folder; name a file.");
            }

            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            if (file.CanSeek)
            {
                return file;
            }

            // A pipe cannot be read twice.
            using (file)
            {
                if (!canCopy)
                {
                    throw new GliaException($"{path} is a pipe, and a table that is larger than memory is read twice; write it to a file first.");
                }

                var copy = new MemoryStream();
                file.CopyTo(copy);
                copy.Position = 0;
                return copy;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GliaException($"{path}: there is no such file.{NeighbourHint(path)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new GliaException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static string NeighbourHint(string path)
    {
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
            return NearNames.Question(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(10_000).Select(f => Path.GetFileName(f)!));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return string.Empty;
        }
    }
}
