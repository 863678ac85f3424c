using Glia.Onnx.Reading;
using Glia.Onnx.Wire;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Importing;

/// <summary>A raw input column.</summary>
/// <param name="Name">The input's name, with a number where the input is several columns wide.</param>
/// <param name="Input">The graph's input.</param>
/// <param name="IsText">Whether it holds texts.</param>
internal sealed record RawColumn(string Name, string Input, bool IsText);

/// <summary>
/// Reads the preprocessing in front of a network: every value that is made of raw columns, one by one, by scaling, filling gaps, looking up categories and
/// putting side by side. Where that ends, the network begins.
/// </summary>
internal sealed class FrontReader
{
    /// <summary>Cells of one value, and cells in all: a hostile file could draw columns out without end.</summary>
    private const int MostCells = 1 << 20;

    /// <summary>Nodes that an input of open width may pass before it meets weights.</summary>
    private const int MostPassed = 16;

    private readonly GraphIndex _graph;
    private readonly Constants _constants;
    private readonly FrontNodes _nodes;
    private readonly Dictionary<string, Cell[]> _cells = new(StringComparer.Ordinal);
    private readonly List<RawColumn> _columns = [];

    /// <summary>Gets the dimensions of the input; positions before the last are rows.</summary>
    private int Rank { get; set; }

    private FrontReader(GraphIndex graph)
    {
        _graph = graph;
        _constants = new Constants(graph);
        _nodes = new FrontNodes(graph, _constants, value => _cells.GetValueOrDefault(value));
    }

    /// <summary>Reads it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="slice">The nodes that the output needs.</param>
    /// <returns>Raw columns; the value in which the preprocessing ends, and what it is of them.</returns>
    public static (IReadOnlyList<RawColumn> Columns, string Value, Cell[] Cells, int Rank) Read(GraphIndex graph, IReadOnlySet<NodeProto> slice)
    {
        var reader = new FrontReader(graph);
        HashSet<string> needed = [.. slice.SelectMany(GraphIndex.Inputs)];
        foreach (ValueInfoProto input in graph.FreeInputs.Where(input => needed.Contains(input.Name)))
        {
            reader.Declare(input);
        }

        if (reader._columns.Count == 0)
        {
            throw ReadError.Of(graph, "The model has no input that its output depends on.");
        }

        return reader.Walk(slice);
    }

    private (IReadOnlyList<RawColumn> Columns, string Value, Cell[] Cells, int Rank) Walk(IReadOnlySet<NodeProto> slice)
    {
        long total = 0;
        HashSet<NodeProto> read = new(ReferenceEqualityComparer.Instance);
        foreach (NodeProto node in _graph.Nodes.Where(slice.Contains))
        {
            bool known = node.Input.Any(_cells.ContainsKey) && node.Input.All(input => input.Length == 0 || _cells.ContainsKey(input) || _graph.Constant(input) is not null);
            if (known && _nodes.Read(node) is { } outputs)
            {
                read.Add(node);
                foreach ((string name, Cell[] cells) in outputs)
                {
                    total += cells.Length;
                    if (total > MostCells)
                    {
                        throw ReadError.At(_graph, node, $"the columns in front of the network grow beyond {MostCells}");
                    }

                    _cells[name] = cells;
                }
            }
        }

        return End(slice, read);
    }

    private (IReadOnlyList<RawColumn> Columns, string Value, Cell[] Cells, int Rank) End(IReadOnlySet<NodeProto> slice, HashSet<NodeProto> read)
    {
        // The values that something else than preprocessing takes, or nobody.
        string[] ends = [.. _cells.Keys.Where(value => _graph.Takers(value).Any(taker => slice.Contains(taker) && !read.Contains(taker)))];
        if (ends.Length == 0)
        {
            ends = [_graph.Nodes.Last(read.Contains).Output[0]];
        }

        string end = ends[0];
        NodeProto taker = _graph.Takers(end).FirstOrDefault(node => slice.Contains(node) && !read.Contains(node)) ?? _graph.Maker(end)!;
        if (ends.Length > 1)
        {
            throw ReadError.At(_graph, taker, $"columns enter the network at several places ('{string.Join("', '", ends.Take(3).Select(Files.Text.Short))}'), and a network of layers has one input");
        }

        return Array.Exists(_cells[end], cell => cell is TextCell)
            ? throw ReadError.At(_graph, taker, "texts reach it that no encoder has made numbers of")
            : (_columns, end, _cells[end], Rank);
    }

    private void Declare(ValueInfoProto input)
    {
        string name = Files.Text.Short(input.Name);
        if (input.Type?.TensorType is not { } tensor)
        {
            throw ReadError.Of(_graph, $"The input '{name}' is no tensor.");
        }

        var type = (DataType)tensor.ElemType;
        if (type is not (DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16 or DataType.Int64 or DataType.Int32 or DataType.Bool or DataType.String))
        {
            throw ReadError.Of(_graph, $"The input '{name}' holds elements of type {type}; floats, whole numbers and texts can be read.");
        }

        int width = Width(input) ?? WidthOfTaker(input.Name) ?? throw ReadError.Of(_graph, $"The input '{name}' does not say how many numbers a row has. Export the model with a fixed number of features.");
        if (_columns.Count + (long)width > MostCells)
        {
            throw ReadError.Of(_graph, $"The input '{name}' is {width} wide; at most {MostCells} columns are read.");
        }

        int first = _columns.Count;
        for (int i = 0; i < width; i++)
        {
            _columns.Add(new RawColumn(width == 1 ? input.Name : FormattableString.Invariant($"{input.Name}_{i}"), input.Name, type == DataType.String));
        }

        _cells[input.Name] = [.. Enumerable.Range(first, width).Select<int, Cell>(i => type == DataType.String ? new TextCell(i) : new NumberCell(i, 0, 1, null))];
    }

    /// <summary>
    /// Numbers of a row: all sizes but the first where something flattens them, else the last one alone, for then every position is a row of its own.
    /// With rows alone, [N], a row is one number.
    /// </summary>
    private int? Width(ValueInfoProto input)
    {
        if (input.Type.TensorType.Shape is not { } shape)
        {
            return null;
        }

        bool flattens = _graph.Nodes.Any(node => node.OpType is "Flatten" or "Reshape" or "Squeeze");
        Rank = flattens ? 2 : Math.Max(Rank, shape.Dim.Count);
        long width = 1;
        foreach (TensorShapeProto.Types.Dimension size in flattens ? shape.Dim.Skip(1) : shape.Dim.Skip(Math.Max(1, shape.Dim.Count - 1)))
        {
            if (size.DimValue <= 0)
            {
                return null;
            }

            width = size.DimValue > MostCells / width ? throw ReadError.Of(_graph, $"The input '{Files.Text.Short(input.Name)}' is wider than the {MostCells} columns that are read.") : width * size.DimValue;
        }

        return (int)width;
    }

    /// <summary>Where an input leaves its width open, the weights that it meets tell.</summary>
    private int? WidthOfTaker(string value)
    {
        for (int step = 0; step < MostPassed; step++)
        {
            if (_graph.Takers(value).FirstOrDefault(node => node.Input.Count > 0 && node.Input[0] == value) is not { Output.Count: > 0 } node)
            {
                return null;
            }

            long? width = node.OpType switch
            {
                "Gemm" or "MatMul" when node.Input.Count > 1 && _constants.Shape(node.Input[1]) is { Length: 2 } weights =>
                    weights[node.OpType == "Gemm" && Constants.Integer(node, "transB", 0) != 0 ? 1 : 0],
                "Scaler" => Math.Max(Constants.Attribute(node, "offset")?.Floats.Count ?? 0, Constants.Attribute(node, "scale")?.Floats.Count ?? 0),
                "Sub" or "Div" or "Mul" or "Add" when node.Input.Count > 1 && _constants.Shape(node.Input[1]) is { Length: > 0 } row && row[^1] > 1 => row[^1],
                _ => null,
            };
            if (width is not null)
            {
                return width is > 0 and <= MostCells ? (int)width : null;
            }

            value = node.Output[0];
        }

        return null;
    }
}
