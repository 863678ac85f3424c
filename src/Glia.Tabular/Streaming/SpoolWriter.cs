using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Glia.Tabular;

/// <summary>Writes prepared rows one after the other: inputs, targets, and weight if there are any, as float32.</summary>
internal sealed class SpoolWriter(Stream stream, string path, int inputs, int width, bool weighted) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly bool[] _used = new bool[inputs];
    private float[] _buffer = [];

    public int Rows { get; private set; }

    /// <summary>Which inputs are not 0 in every row.</summary>
    public bool[] Used => _used;

    /// <summary>Names the rows written.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Write(ReadOnlySpan<float> x, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        int all = MemoryBudget.RowBytes(inputs, width, weighted) / sizeof(float), rows = targets.Length / width;
        if (_buffer.Length < rows * all)
        {
            _buffer = new float[rows * all];
        }

        for (int row = 0; row < rows; row++)
        {
            Span<float> to = _buffer.AsSpan(row * all, all);
            x.Slice(row * inputs, inputs).CopyTo(to);
            targets.Slice(row * width, width).CopyTo(to[inputs..]);
            if (weighted)
            {
                to[^1] = weights[row];
            }
        }

        NetworkPlan.NoteUsed(x, _used);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(_buffer.AsSpan(0, rows * all));
        _hash.AppendData(bytes);
        Put(() => { }, bytes);
        Rows += rows;
    }

    public void Flush() => Put(stream.Flush, []);

    public void Dispose() => _hash.Dispose();

    private void Put(Action after, ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
            after();
        }
        catch (IOException full)
        {
            throw new GliaException(
                string.Create(CultureInfo.InvariantCulture, $"The prepared rows cannot be kept in {path}: {full.Message} They take {MemoryBudget.RowBytes(inputs, width, weighted)} bytes a row; make room, or write the run to another disk."), full);
        }
    }
}
