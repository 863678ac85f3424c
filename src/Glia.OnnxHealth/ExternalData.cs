using System.Globalization;
using Glia.Onnx.Files;
using Glia.Onnx.Wire;

namespace Glia.OnnxHealth;

/// <summary>Tensors that lie in files of their own: allowed beside the model or below, and nowhere else.</summary>
internal static class ExternalData
{
    /// <summary>Checks every such tensor.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Its file.</param>
    /// <returns>The folder that their places are relative to, null where there are none; and the size of all of them.</returns>
    /// <exception cref="GliaException">A file lies elsewhere, is missing or too short.</exception>
    public static (string? Folder, long Bytes) Check(ModelProto model, string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        HashSet<string> files = new(StringComparer.Ordinal);
        foreach (TensorProto tensor in model.Graph.Initializer.Where(tensor => tensor.ExternalData.Count > 0 || tensor.DataLocation == TensorProto.Types.DataLocation.External))
        {
            string? Entry(string key) => tensor.ExternalData.FirstOrDefault(each => each.Key == key)?.Value;
            string place = Entry("location") ?? throw Wrong(tensor, "does not say where its values lie");
            string file = Path.GetFullPath(Path.Combine(folder, place));
            if (Path.IsPathRooted(place) || !file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw Wrong(tensor, $"has its values in '{Text.Short(place)}', which is not beside the model");
            }

            if (!File.Exists(file))
            {
                throw Wrong(tensor, $"has its values in '{Text.Short(place)}', and there is no such file beside the model");
            }

            files.Add(file);
            long offset = Number(Entry("offset") ?? "0", tensor), length = Number(Entry("length") ?? "0", tensor);
            if (offset < 0 || length < 0 || offset > new FileInfo(file).Length - length)
            {
                throw Wrong(tensor, $"has its values beyond the end of '{Text.Short(place)}'; the file was cut");
            }
        }

        return (files.Count > 0 ? folder : null, files.Sum(file => new FileInfo(file).Length));

        GliaException Wrong(TensorProto tensor, string what) => new($"{path}: The tensor '{Text.Short(tensor.Name)}' {what}. Copy the model with all its files.");

        long Number(string text, TensorProto tensor) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Wrong(tensor, $"has '{Text.Short(text)}' where a number of bytes was expected");
    }
}
