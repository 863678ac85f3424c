using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>Numbers by key.</summary>
/// <param name="Values">The number of each key, texts as they are and numbers in their shortest form.</param>
/// <param name="Other">That of every other key.</param>
internal sealed record KeyTable(IReadOnlyDictionary<string, double> Values, double Other)
{
    /// <summary>1 for one key, 0 for all others.</summary>
    public static KeyTable Of(string key) => new(new Dictionary<string, double>(StringComparer.Ordinal) { [key] = 1 }, 0);
}

/// <summary>The operator LabelEncoder of ai.onnx.ml in its versions 1, 2 and 4, where it gives numbers.</summary>
internal static class LabelEncoders
{
    /// <summary>Reads the table of a node.</summary>
    /// <returns>The table; null where it gives texts.</returns>
    /// <exception cref="GliaException">It has not as many values as keys.</exception>
    public static KeyTable? Read(GraphIndex graph, NodeProto node)
    {
        string[] classes = Constants.Strings(node, "classes_strings");
        if (classes.Length > 0)
        {
            return Table(graph, node, classes, [.. Enumerable.Range(0, classes.Length).Select(i => (double)i)], Constants.Integer(node, "default_int64", -1));
        }

        string[] keys = Keys(graph, node);
        double[]? values = Numbers(graph, node, "values");
        double other = Constants.Attribute(node, "default_tensor") is { T: { } tensor } ? ConstantValues.Doubles(tensor, graph.Source).FirstOrDefault()
            : Constants.Attribute(node, "values_floats") is not null ? Constants.Real(node, "default_float", -0.0)
            : Constants.Integer(node, "default_int64", -1);
        return values is null ? null : Table(graph, node, keys, values, other);
    }

    /// <summary>The keys of the table.</summary>
    private static string[] Keys(GraphIndex graph, NodeProto node)
    {
        string[] texts = Constants.Strings(node, "keys_strings");
        AttributeProto? tensor = Constants.Attribute(node, "keys_tensor");
        return texts.Length > 0 ? texts
            : tensor?.T is { DataType: (int)TensorProto.Types.DataType.String } strings ? [.. strings.StringData.Select(text => text.ToStringUtf8())]
            : [.. (Numbers(graph, node, "keys") ?? []).Select(Constants.Key)];
    }

    private static double[]? Numbers(GraphIndex graph, NodeProto node, string what) =>
        Constants.Attribute(node, what + "_int64s") is { } whole ? [.. whole.Ints.Select(value => (double)value)]
        : Constants.Attribute(node, what + "_floats") is { } real ? [.. real.Floats.Select(value => (double)value)]
        : Constants.Attribute(node, what + "_tensor") is { T: { DataType: not (int)TensorProto.Types.DataType.String } tensor } ? ConstantValues.Doubles(tensor, graph.Source)
        : null;

    private static KeyTable Table(GraphIndex graph, NodeProto node, string[] keys, double[] values, double other)
    {
        if (keys.Length != values.Length)
        {
            throw ReadError.At(graph, node, FormattableString.Invariant($"it has {keys.Length} keys and {values.Length} values"));
        }

        var table = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int i = 0; i < keys.Length; i++)
        {
            table.TryAdd(keys[i], values[i]);
        }

        return new KeyTable(table, other);
    }
}
