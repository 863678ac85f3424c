using Glia.Tabular;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Graphs;

/// <summary>
/// Writes a preprocessor into a graph: raw columns <c>[N, 1]</c> in, the network's input <c>[N, Width]</c> out. All numbers
/// are treated together, in double and with the arithmetic of <see cref="NumberFeature"/>, so that they come out with the
/// same bits; then every part takes its place.
/// </summary>
internal sealed class PreprocessorGraph
{
    private readonly GraphBuilder _graph;
    private readonly Dictionary<string, string> _inputs = new(StringComparer.Ordinal);

    // What the parts hold, column by column: for each the place it must go to.
    private readonly List<string> _parts = [];
    private readonly List<int> _places = [];

    /// <summary>Initializes a new instance of the <see cref="PreprocessorGraph"/> class.</summary>
    /// <param name="graph">Where the operators go.</param>
    public PreprocessorGraph(GraphBuilder graph) => _graph = graph;

    /// <summary>Declares one input a raw column. Comes before all else, so that the names are the columns' own.</summary>
    /// <param name="features">The features.</param>
    /// <exception cref="GliaException">Two columns share a name, or one has none.</exception>
    public void DeclareInputs(IReadOnlyList<Feature> features)
    {
        foreach (Feature feature in features)
        {
            if (feature.Name.Length == 0 || _inputs.ContainsKey(feature.Name))
            {
                throw new GliaException($"An ONNX file needs a name of its own for every column, but '{feature.Name}' is empty or comes twice. Rename the column and train again.");
            }

            (DataType type, string description) = feature switch
            {
                NumberFeature { NeedsDouble: true } => (DataType.Double, "number, in double for it lies far from zero; missing: NaN"),
                NumberFeature => (DataType.Float, "number; missing: NaN"),
                CategoryFeature { FromNumbers: true } category => (CategoryGraph.TypeOf(category), "number that names a category; missing: NaN"),
                _ => (DataType.String, "category; missing: the empty text"),
            };
            _inputs.Add(feature.Name, _graph.Input(feature.Name, type, description));
        }
    }

    /// <summary>Writes the operators.</summary>
    /// <param name="features">The features, in the order of their inputs.</param>
    /// <returns>The value <c>[N, Width]</c>.</returns>
    public string Write(IReadOnlyList<Feature> features)
    {
        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        int width = 0;
        foreach (Feature feature in features)
        {
            starts.Add(feature.Name, width);
            width += feature.Width;
        }

        WriteNumbers([.. features.OfType<NumberFeature>().Where(f => !f.NeedsDouble), .. features.OfType<NumberFeature>().Where(f => f.NeedsDouble)], starts);
        var categories = new CategoryGraph(_graph);
        foreach (CategoryFeature feature in features.OfType<CategoryFeature>())
        {
            AddPart(categories.Write(feature, _inputs[feature.Name]), Enumerable.Range(starts[feature.Name], feature.Width));
        }

        string all = Concat("columns/all", _parts);
        return _places.SequenceEqual(Enumerable.Range(0, width)) ? all : InOrder(all);
    }

    private void WriteNumbers(NumberFeature[] numbers, Dictionary<string, int> starts)
    {
        if (numbers.Length == 0)
        {
            return;
        }

        string raw = Raw(numbers);
        string missing = _graph.Add("IsNaN", "numbers/missing", [raw]);
        string filled = _graph.Add("Where", "numbers/filled", [missing, Row("numbers/median", numbers, f => f.Median), raw]);
        string centered = _graph.Add("Sub", "numbers/centered", [filled, Row("numbers/center", numbers, f => f.Center)]);
        string scaled = _graph.Add("Mul", "numbers/scaled", [centered, Row("numbers/scale", numbers, f => f.Scale)]);
        AddPart(Cast(scaled, DataType.Float, "numbers/inputs"), numbers.Select(f => starts[f.Name]));

        long[] indicated = [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i].HasIndicator).Select(i => (long)i)];
        if (indicated.Length > 0)
        {
            string indices = _graph.Constant(Tensors.Of("numbers/indicated", indicated, indicated.Length));
            string some = _graph.Add("Gather", "numbers/missing_some", [missing, indices], Attributes.Of("axis", 1L));
            AddPart(Cast(some, DataType.Float, "numbers/indicators"), indicated.Select(i => starts[numbers[i].Name] + 1));
        }
    }

    // Float columns first, then double ones: one cast for all of the former.
    private string Raw(NumberFeature[] numbers)
    {
        string[] singles = [.. numbers.Where(f => !f.NeedsDouble).Select(f => _inputs[f.Name])];
        string[] doubles = [.. numbers.Where(f => f.NeedsDouble).Select(f => _inputs[f.Name])];
        string[] parts = [.. singles.Length > 0 ? [Cast(Concat("numbers/singles", singles), DataType.Double, "numbers/widened")] : Array.Empty<string>(), .. doubles];
        return Concat("numbers/raw", parts);
    }

    private string Row(string name, NumberFeature[] numbers, Func<NumberFeature, double> value) =>
        _graph.Constant(Tensors.Of(name, [.. numbers.Select(value)], 1, numbers.Length));

    private void AddPart(string value, IEnumerable<int> places)
    {
        _parts.Add(value);
        _places.AddRange(places);
    }

    private string InOrder(string all)
    {
        long[] from = new long[_places.Count];
        for (int i = 0; i < from.Length; i++)
        {
            from[_places[i]] = i;
        }

        return _graph.Add("Gather", "columns/in_order", [all, _graph.Constant(Tensors.Of("columns/order", from, from.Length))], Attributes.Of("axis", 1L));
    }

    private string Concat(string name, IReadOnlyList<string> values) =>
        values.Count == 1 ? values[0] : _graph.Add("Concat", name, [.. values], Attributes.Of("axis", 1L));

    private string Cast(string value, DataType type, string name) => _graph.Add("Cast", name, [value], Attributes.Of("to", (long)type));
}
