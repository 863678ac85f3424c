using System.Buffers.Binary;
using System.Text;

namespace Glia.Tabular.Tests;

internal static class Npy
{
    public static byte[] Header(string descr, string shape, string order = "False") => Raw($"{{'descr': {(descr[0] == '[' ? descr : $"'{descr}'")}, 'fortran_order': {order}, 'shape': {shape}, }}");

    public static byte[] Raw(string header)
    {
        byte[] text = Encoding.UTF8.GetBytes(header.PadRight(118 - 11 + 10) + "\n");
        byte[] bytes = new byte[10 + text.Length];
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]).CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)text.Length);
        text.CopyTo(bytes, 10);
        return bytes;
    }
}
