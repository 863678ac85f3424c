using Glia.Onnx.Wire;
using Google.Protobuf;

namespace Glia.Onnx.Files;

/// <summary>Reads whole ONNX files.</summary>
internal static class OnnxFile
{
    /// <summary>Reads a file's bytes.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="GliaException">The file cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string seen = error is FileNotFoundException or DirectoryNotFoundException ? "There is no such file" : error.Message.TrimEnd('.');
            throw new GliaException($"{path}: {seen}. Give the path of an ONNX file that Glia exported.", error);
        }
    }

    /// <summary>Reads the model in a file's bytes. Nesting and text are bounded by the reader of protocol buffers itself.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <returns>The model; it has a graph.</returns>
    /// <exception cref="GliaException">The bytes are no ONNX model.</exception>
    public static ModelProto Parse(byte[] bytes, string source)
    {
        if (bytes.Length == 0)
        {
            throw new GliaException($"{source}: The file is empty. Give a whole ONNX file.");
        }

        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new GliaException(
                $"{source}: These {bytes.Length} bytes are no whole ONNX model ({error.Message.TrimEnd('.')}). The file is of another kind, or it was cut or damaged; export it again.",
                error);
        }

        return model.Graph is null
            ? throw new GliaException($"{source}: The file holds no graph, so it is no ONNX model, or it was cut. Export it again.")
            : model;
    }
}
