using System.Security.Cryptography;
using System.Text;
using Glia.Onnx.Wire;
using Google.Protobuf;

namespace Glia.Onnx.Files;

/// <summary>
/// A fingerprint of everything in a model but the values of its weights: operators, inputs, outputs, constants of the
/// preprocessing and what Glia wrote beside them. It tells whether another tool rewrote the graph, which the description
/// beside it would then no longer describe; weights may be edited, for they are read from the graph itself.
/// </summary>
internal static class Digest
{
    /// <summary>Computes the fingerprint.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="metadata">Names and texts written beside the graph, in the order in which they count.</param>
    /// <param name="weights">The names of the tensors whose values do not count.</param>
    /// <returns>SHA-256, lower-case hexadecimal.</returns>
    public static string Of(GraphProto graph, IEnumerable<KeyValuePair<string, string>> metadata, IReadOnlyCollection<string> weights)
    {
        GraphProto skeleton = graph.Clone();
        var free = new HashSet<string>(weights, StringComparer.Ordinal);
        foreach (TensorProto tensor in skeleton.Initializer)
        {
            if (free.Contains(tensor.Name))
            {
                tensor.RawData = ByteString.Empty;
                tensor.FloatData.Clear();
            }
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(skeleton.ToByteArray());
        foreach ((string name, string text) in metadata)
        {
            // Zero bytes between, so that no two different lists read the same.
            hash.AppendData(Encoding.UTF8.GetBytes($"\0{name}\0{text}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
