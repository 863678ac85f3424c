using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Glia.Tabular;

/// <summary>Writes prepared rows one after the other: inputs, target, and weight if there are any, as float32.</summary>
internal sealed class SpoolWriter(Stream stream, string path, int inputs, bool weighted) : IDisposable
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
        int width = inputs + (weighted ? 2 : 1);
        if (_buffer.Length < targets.Length * width)
        {
            _buffer = new float[targets.Length * width];
        }

        for (int row = 0; row < targets.Length; row++)
        {
            Span<float> to = _buffer.AsSpan(row * width, width);
            x.Slice(row * inputs, inputs).CopyTo(to);
            to[inputs] = targets[row];
            if (weighted)
            {
                to[inputs + 1] = weights[row];
            }
        }

        NetworkPlan.NoteUsed(x, _used);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(_buffer.AsSpan(0, targets.Length * width));
        _hash.AppendData(bytes);
        Put(() => { }, bytes);
        Rows += targets.Length;
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
                string.Create(CultureInfo.InvariantCulture, $"The prepared rows cannot be kept in {path}: {full.Message} They take {MemoryBudget.RowBytes(inputs, weighted)} bytes a row; make room, or write the run to another disk."), full);
        }
    }
}
