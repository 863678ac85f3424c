using System.Globalization;
using Glia.Tabular;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Graphs;

/// <summary>Writes a column of categories: a raw column <c>[N, 1]</c> in, one-hot inputs <c>[N, Width]</c> out, or the code <c>[N, 1]</c> for an embedding.</summary>
internal sealed class CategoryGraph
{
    private readonly GraphBuilder _graph;

    /// <summary>Initializes a new instance of the <see cref="CategoryGraph"/> class.</summary>
    /// <param name="graph">Where the operators go.</param>
    public CategoryGraph(GraphBuilder graph) => _graph = graph;

    /// <summary>The type of a column whose categories are numbers: float if it holds every one of them exactly, else double.</summary>
    /// <param name="feature">The column.</param>
    public static DataType TypeOf(CategoryFeature feature) =>
        Numbers(feature).All(value => (float)value == value) ? DataType.Float : DataType.Double;

    /// <summary>Writes the operators.</summary>
    /// <param name="feature">The column.</param>
    /// <param name="input">The value <c>[N, 1]</c> that goes in.</param>
    /// <returns>The value <c>[N, Width]</c>.</returns>
    public string Write(CategoryFeature feature, string input) => feature.FromNumbers ? OfNumbers(feature, input) : OfTexts(feature, input);

    // A code for every text, the last for texts never seen; then one comparison with all codes at once.
    private string OfTexts(CategoryFeature feature, string input)
    {
        var codes = new Dictionary<string, long>(StringComparer.Ordinal);
        long unknown = feature.Levels - 1;
        codes.Add("", feature.HasMissing ? feature.Categories.Count : unknown);
        for (int i = 0; i < feature.Categories.Count; i++)
        {
            foreach (string spelling in feature.SpellingsOf(i))
            {
                codes.TryAdd(spelling, i);
            }
        }

        string code = _graph.AddMachineLearning(
            "LabelEncoder",
            feature.Name + "/code",
            input,
            Attributes.Of("keys_strings", codes.Keys),
            Attributes.Of("values_int64s", codes.Values),
            Attributes.Of("default_int64", unknown));
        if (feature.Embedding > 0)
        {
            return Float(code, feature.Name + "/input");
        }

        long[] all = [.. Enumerable.Range(0, feature.Width).Select(i => (long)i)];
        string hot = _graph.Add("Equal", feature.Name + "/is", [code, _graph.Constant(Tensors.Of(feature.Name + "/codes", all, 1, all.Length))]);
        return Float(hot, feature.Name + "/one_hot");
    }

    // NaN equals nothing, so a missing number falls through to its own input, or to the unknown one.
    private string OfNumbers(CategoryFeature feature, string input)
    {
        double[] values = Numbers(feature);
        string constant = feature.Name + "/categories";
        string categories = _graph.Constant(TypeOf(feature) == DataType.Float
            ? Tensors.Of(constant, [.. values.Select(v => (float)v)], 1, values.Length)
            : Tensors.Of(constant, values, 1, values.Length));
        var parts = new List<string> { Float(_graph.Add("Equal", feature.Name + "/is", [input, categories]), feature.Name + "/known") };
        if (feature.HasMissing)
        {
            parts.Add(Float(_graph.Add("IsNaN", feature.Name + "/is_missing", [input]), feature.Name + "/missing"));
        }

        string seen = _graph.Add("Concat", feature.Name + "/seen", [.. parts], Attributes.Of("axis", 1L));
        string any = _graph.Add("ReduceSum", feature.Name + "/any", [seen, _graph.Constant(Tensors.Of(feature.Name + "/axis", [1L], 1))], Attributes.Of("keepdims", 1L));
        string unknown = _graph.Add("Sub", feature.Name + "/unknown", [_graph.Constant(Tensors.Of(feature.Name + "/one", [1f], 1, 1)), any]);
        string hot = _graph.Add("Concat", feature.Name + "/one_hot", [seen, unknown], Attributes.Of("axis", 1L));
        return feature.Embedding == 0 ? hot
            : Float(_graph.Add("ArgMax", feature.Name + "/code", [hot], Attributes.Of("axis", 1L), Attributes.Of("keepdims", 1L)), feature.Name + "/input");
    }

    private string Float(string value, string name) => _graph.Add("Cast", name, [value], Attributes.Of("to", (long)DataType.Float));

    private static double[] Numbers(CategoryFeature feature)
    {
        double[] values = new double[feature.Categories.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(feature.Categories[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
            {
                throw new GliaException($"Column '{feature.Name}' is said to hold numbers, but its category '{feature.Categories[i]}' is none. Train again.");
            }
        }

        return values;
    }
}
