using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Glia.Networks.Files;
using Glia.Networks.Files.Weights;
using static System.FormattableString;

namespace Glia.Networks.Tests.Files.Weights;

/// <summary>Whatever a file of weights holds, it is read or refused with a message, and nothing is made larger than the file and the network.</summary>
public sealed class HostileWeightsTests
{
    private static readonly byte[][] Whole = [Bytes(Safetensors.Write), Bytes(NpzFile.Write)];

    [Fact]
    public void Cut_anywhere_it_is_refused()
    {
        foreach (byte[] whole in Whole)
        {
            for (int length = 0; length < whole.Length; length++)
            {
                Assert.False(IsRead(whole[..length]), Invariant($"cut after {length} of {whole.Length} bytes"));
            }

            Assert.True(IsRead(whole));
        }
    }

    [Fact]
    public void With_changed_bytes_it_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte).Array[1, 6]).Sample(
            (which, changes) =>
            {
                byte[] bytes = [.. Whole[which]];
                foreach ((int at, byte value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                _ = IsRead(bytes);
            },
            iter: 3000);

    /// <summary>A number changed on the way is still a number: only the archive's checksum knows. (NumPy looks at it, too; .NET does not.)</summary>
    [Fact]
    public void A_bit_flipped_in_the_numbers_of_an_archive_is_refused()
    {
        byte[] whole = Whole[1];
        int numbers = whole.AsSpan().IndexOf("NUMPY"u8) + 127;
        for (int bit = 0; bit < 8 * 40; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[numbers + (bit / 8)] ^= (byte)(1 << (bit % 8));
            Assert.False(IsRead(flipped), Invariant($"bit {bit}"));
        }
    }

    [Theory]
    [InlineData("""{"0.weight":{"dtype":"F32","shape":[4000000000,4000000000],"data_offsets":[0,4]}}""", "does not have the bytes")]
    [InlineData("""{"0.weight":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "does not have the bytes")]
    [InlineData("""{"0.weight":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "overlap or leave gaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "overlap or leave gaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "two tensors named")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}""", "was cut")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}""", "not known")]
    [InlineData("""{"a":{"dtype":"F32"}}""", "cannot be understood")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1e99],"data_offsets":[0,4]}}""", "cannot be understood")]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]", "cannot be understood")]
    public void A_lying_header_is_refused(string header, string part)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + text.Length + 8];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        GliaException error = Assert.Throws<GliaException>(() => WeightFile.Load([WeightFileTests.Drawn(1)], Safetensors.Read(file, "w.safetensors")));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("w.safetensors", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A gigabyte of zeros packs into a megabyte; a head that speaks of ten numbers is all that is unpacked.</summary>
    [Fact]
    public void An_archive_that_expands_without_end_is_refused_at_once()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream to = archive.CreateEntry("0.weight.npy", CompressionLevel.SmallestSize).Open();
            to.Write(NumpyHead.Write("<f4", [5, 3]));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++)
            {
                to.Write(zeros);
            }
        }

        stream.Position = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        using NpzFile file = NpzFile.Read(stream, "w.npz");
        GliaException error = Assert.Throws<GliaException>(() => file.Read(file.Entries[0], new float[15]));
        Assert.Contains("goes on behind", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }", "has the shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "cannot be understood")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "no plain numbers")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "no plain numbers")]
    [InlineData("__import__('os').system('true')", "cannot be understood")]
    public void A_lying_array_is_refused(string head, string part)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, int layer) in new[] { ("weight", 0), ("bias", 0), ("weight", 1), ("weight", 2), ("weight", 3), ("weight", 4), ("weight", 6) })
            {
                using Stream to = archive.CreateEntry(Invariant($"{layer}.{name}.npy")).Open();
                to.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, 0, .. Encoding.ASCII.GetBytes(head)]);
            }
        }

        stream.Position = 0;
        GliaException error = Assert.Throws<GliaException>(() =>
        {
            using NpzFile file = NpzFile.Read(stream, "w.npz");
            WeightFile.Load([WeightFileTests.Drawn(1)], file);
        });
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(Action<Stream, IReadOnlyList<(string Name, long[] Shape, float[]? Values)>> write)
    {
        using var stream = new MemoryStream();
        write(stream, StateNames.All(WeightFileTests.Drawn(3)));
        return stream.ToArray();
    }

    private static bool IsRead(byte[] bytes)
    {
        Network network = WeightFileTests.Drawn(4);
        try
        {
            using TensorFile file = bytes is [(byte)'P', ..] ? NpzFile.Read(new MemoryStream(bytes), "w") : Safetensors.Read(bytes, "w");
            WeightFile.Load([network], file);
            return true;
        }
        catch (GliaException error)
        {
            Assert.StartsWith("w", error.Message, StringComparison.Ordinal);
            return false;
        }
    }
}
