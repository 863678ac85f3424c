using System.Globalization;
using System.IO.Compression;

namespace Glia.HealthBoard.Data;

/// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017) as a CSV file: a header, 784 pixels from 0 to 255, the label last.</summary>
internal static class FashionImages
{
    private const int Pixels = 784;

    /// <summary>Four fifths of the rows train, pixels divided by 255.</summary>
    public static LearningTask Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(plain);
        _ = reader.ReadLine();
        List<float> x = [], targets = [];
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            string[] fields = line.Split(',');
            if (fields.Length != Pixels + 1)
            {
                throw new GliaException($"{path}, line {targets.Count + 2}: {fields.Length} fields; an image has {Pixels} pixels and a label.");
            }

            foreach (string pixel in fields.AsSpan(0, Pixels))
            {
                x.Add(float.Parse(pixel, CultureInfo.InvariantCulture) / 255);
            }

            targets.Add(float.Parse(fields[Pixels], CultureInfo.InvariantCulture));
        }

        return LearningTask.Cut([.. x], Pixels, [.. targets], 1, targets.Count / 5 * 4, 10, "softmax_cross_entropy");
    }
}
