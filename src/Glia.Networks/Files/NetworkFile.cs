using System.Text.Json;

namespace Glia.Networks.Files;

/// <summary>A network as a file.</summary>
internal static class NetworkFile
{
    public static void Write(Stream stream, Network network)
    {
        ArgumentNullException.ThrowIfNull(stream);
        float[] values = network.Values.ToArray();
        float[] state = network.StateValues.ToArray();
        NetworkHeader header = new(network.Inputs, network.Spec, [values.Length, state.Length]);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, HeaderJson.Default.NetworkHeader);
        FileContent.Write(stream, FileKind.Network, json, [values, state]);
    }

    public static Network Read(ReadOnlyMemory<byte> content, string source)
    {
        (ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> tensors) = FileContent.Read(content, source, FileKind.Network);
        Network network;
        try
        {
            NetworkHeader read = JsonSerializer.Deserialize(header.Span, HeaderJson.Default.NetworkHeader)!;
            network = Network.Declare(read.Inputs, read.Layers);
            FileContent.CheckLengths(tensors, read.Tensors, [network.Store.Length, network.Store.StateLength], source, FileKind.Network);
        }
        catch (Exception exception) when (FileContent.IsNonsense(exception, source))
        {
            throw FileContent.Nonsense(source, FileKind.Network, exception);
        }

        network.Store.Allocate();
        tensors = LittleEndian.Read(tensors, network.Values);
        _ = LittleEndian.Read(tensors, network.StateValues);
        return network;
    }
}
