using System.Globalization;
using System.Runtime.InteropServices;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>
/// The prepared training rows on disk, between the reading of the table and the end of the training; deleted then. What a killed process leaves is
/// overwritten by the next run into the same folder.
/// </summary>
internal sealed class SpoolFile : IRowSource, IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private float[] _buffer = [];

    public SpoolFile(string path, int features, int targets, bool hasWeights)
    {
        (_path, Features, TargetWidth, HasWeights) = (path, features, targets, hasWeights);
        try
        {
            _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16, FileOptions.DeleteOnClose);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GliaException($"The prepared rows cannot be kept in {path}: {wrong.Message}", wrong);
        }
    }

    public int Rows { get; private set; }

    public int Features { get; }

    public int TargetWidth { get; }

    public bool HasWeights { get; }

    public string Sha256 { get; private set; } = string.Empty;

    private int RowBytes => MemoryBudget.RowBytes(Features, TargetWidth, HasWeights);

    /// <summary>Refuses before the work what has no room on the disk.</summary>
    public void CheckRoom(long rows)
    {
        long needed = rows * RowBytes;
        long free = new DriveInfo(Path.GetFullPath(_path)).AvailableFreeSpace;
        if (needed > free)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"The prepared rows take {needed / 1e9:0.0} GB, and the disk of {_path} has {free / 1e9:0.0} GB left; make room, or write the run to another disk."));
        }
    }

    public SpoolWriter Writer() => new(_file, _path, Features, TargetWidth, HasWeights);

    /// <summary>All rows are written; they are read from now on.</summary>
    public void Seal(SpoolWriter writer)
    {
        writer.Flush();
        (Rows, Sha256) = (writer.Rows, writer.Sha256());
    }

    public void Read(int first, Span<float> x, Span<float> targets, Span<float> weights)
    {
        int width = RowBytes / sizeof(float), count = targets.Length / TargetWidth;
        if (_buffer.Length < count * width)
        {
            _buffer = new float[count * width];
        }

        Span<float> rows = _buffer.AsSpan(0, count * width);
        Fill(MemoryMarshal.AsBytes(rows), (long)first * RowBytes);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> from = rows.Slice(row * width, width);
            from[..Features].CopyTo(x[(row * Features)..]);
            from.Slice(Features, TargetWidth).CopyTo(targets[(row * TargetWidth)..]);
            if (HasWeights)
            {
                weights[row] = from[^1];
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private void Fill(Span<byte> bytes, long at)
    {
        try
        {
            while (bytes.Length > 0)
            {
                int read = RandomAccess.Read(_file.SafeFileHandle, bytes, at);
                if (read == 0)
                {
                    throw new EndOfStreamException("the file is shorter than it was.");
                }

                bytes = bytes[read..];
                at += read;
            }
        }
        catch (IOException wrong)
        {
            throw new GliaException($"The prepared rows in {_path} cannot be read: {wrong.Message}", wrong);
        }
    }
}
