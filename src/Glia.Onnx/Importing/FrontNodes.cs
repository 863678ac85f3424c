using Glia.Onnx.Reading;
using Glia.Onnx.Wire;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Importing;

/// <summary>What the nodes of preprocessing make of cells. Semantics as in the operator documents of ONNX, domains ai.onnx and ai.onnx.ml.</summary>
internal sealed class FrontNodes(GraphIndex graph, Constants constants, Func<string, Cell[]?> cells)
{
    /// <summary>Reads a node whose inputs are all cells or constants.</summary>
    /// <returns>Its outputs; null where it is no node of preprocessing.</returns>
    /// <exception cref="GliaException">It is one, but does what cannot be read.</exception>
    public IReadOnlyList<(string Name, Cell[] Cells)>? Read(NodeProto node)
    {
        if (node.Output.Count == 0)
        {
            return null;
        }

        if (node.OpType == "Split")
        {
            return Split(node);
        }

        Cell[]? made = node.OpType switch
        {
            "Identity" or "Dropout" => cells(node.Input[0]),
            "Cast" => Cast(node),
            "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" => cells(node.Input[0]) is { } x && Shapes.KeepsRows(node, constants, x.Length, graph.Opset) ? x : null,
            "Sub" or "Add" or "Mul" or "Div" => Affine(node),
            "Neg" => Each(node, cell => cell is TextCell ? null : Line(cell, -1, 0)),
            "Scaler" => Scaler(node),
            "Imputer" => Imputer(node),
            "IsNaN" => Each(node, cell => cell is NumberCell { Fill: null } number ? new CategoryCell(number.Column, new Dictionary<string, double>(StringComparer.Ordinal), 1, 0) : null),
            "Where" => Where(node),
            "Equal" => Equal(node),
            "OneHotEncoder" => OneHot(node),
            "LabelEncoder" => LabelEncoders.Read(graph, node) is { } table ? Each(node, cell => Look(cell, table)) : null,
            "ReduceSum" => Sum(node),
            "Concat" or "FeatureVectorizer" => Concat(node),
            "Gather" => Constants.Integer(node, "axis", 0) is 1 or -1 ? Pick(node) : null,
            "ArrayFeatureExtractor" => Pick(node),
            "Slice" => Slice(node),
            _ => null,
        };
        return made is null ? null : [(node.Output[0], made)];
    }

    private Cell[]? Each(NodeProto node, Func<Cell, Cell?> change)
    {
        Cell?[]? made = cells(node.Input[0])?.Select(change).ToArray();
        return made is null ? null : Whole(made);
    }

    /// <summary>All of them, or none.</summary>
    private static Cell[]? Whole(Cell?[] made)
    {
        Cell[] all = [.. made.OfType<Cell>()];
        return all.Length == made.Length ? all : null;
    }

    private Cell[]? Cast(NodeProto node)
    {
        var to = (DataType)Constants.Integer(node, "to", 0);
        bool keeps = to is DataType.Float or DataType.Double;
        bool counts = to is DataType.Int64 or DataType.Int32;
        return keeps ? Each(node, cell => cell is TextCell ? null : cell)
            : counts ? Each(node, cell => cell is CategoryCell category && category.Values.Values.All(double.IsInteger) ? cell : null)
            : null;
    }

    private Cell[]? Affine(NodeProto node)
    {
        bool isLeft = cells(node.Input[0]) is not null;
        if ((isLeft ? cells(node.Input[0]) : cells(node.Input[1])) is not { } x || constants.Numbers(node.Input[isLeft ? 1 : 0]) is null)
        {
            return null;
        }

        // A row of constants beside one column makes as many columns: [N, 1] and [1, K].
        string constant = node.Input[isLeft ? 1 : 0];
        int wide = x.Length == 1 ? constants.Numbers(constant)!.Length : x.Length;
        if (constants.Row(constant, wide) is not { } numbers || (!isLeft && node.OpType == "Div") || Array.Exists(x, cell => cell is TextCell))
        {
            return null;
        }

        return [.. numbers.Select((number, i) =>
        {
            Cell cell = x.Length == 1 ? x[0] : x[i];
            return node.OpType switch
            {
                "Add" => Line(cell, 1, number),
                "Sub" => isLeft ? Line(cell, 1, -number) : Line(cell, -1, number),
                "Mul" => Line(cell, number, 0),
                _ => Line(cell, 1 / number, 0),
            };
        })];
    }

    /// <summary>factor · cell + addend.</summary>
    private static Cell Line(Cell cell, double factor, double addend) => cell switch
    {
        ConstantCell constant => new ConstantCell((factor * constant.Value) + addend),
        CategoryCell category => category.Map(value => (factor * value) + addend),
        NumberCell when factor == 0 => new ConstantCell(addend),
        NumberCell number => number with
        {
            Center = addend == 0 ? number.Center : number.Center - (addend / (factor * number.Scale)),
            Scale = factor * number.Scale,
        },
        _ => throw new ArgumentException("Texts are no numbers.", nameof(cell)),
    };

    private Cell[]? Scaler(NodeProto node)
    {
        if (cells(node.Input[0]) is not { } x || Array.Exists(x, cell => cell is TextCell))
        {
            return null;
        }

        (double[] offset, double[] scale) = Scalers.Read(graph, node, x.Length);
        return [.. x.Select((cell, i) => Line(Line(cell, 1, -offset[i]), scale[i], 0))];
    }

    private Cell[]? Imputer(NodeProto node)
    {
        if (cells(node.Input[0]) is not { } x)
        {
            return null;
        }

        float[] fills = [.. Constants.Attribute(node, "imputed_value_floats")?.Floats ?? []];
        if ((fills.Length != x.Length && fills.Length != 1) || !double.IsNaN(Constants.Real(node, "replaced_value_float", 0)))
        {
            throw ReadError.At(graph, node, "only gaps (NaN) in numbers can be filled, with one number or one a column");
        }

        Cell?[] made = [.. x.Select((cell, i) => Filled(cell, fills[fills.Length == 1 ? 0 : i]))];
        return Whole(made);
    }

    private static Cell? Filled(Cell cell, double fill) => cell switch
    {
        NumberCell { Fill: null } number => number with { Fill = (fill / number.Scale) + number.Center },
        NumberCell or ConstantCell => cell,
        _ => null,
    };

    /// <summary>Where(IsNaN(x), fill, x).</summary>
    private Cell[]? Where(NodeProto node)
    {
        if (node.Input.Count != 3 || cells(node.Input[0]) is not { } chosen || cells(node.Input[2]) is not { } x || chosen.Length != x.Length || constants.Row(node.Input[1], x.Length) is not { } fills)
        {
            return null;
        }

        Cell?[] made = [.. x.Select((cell, i) =>
            chosen[i] is CategoryCell { Values.Count: 0, Missing: 1, Other: 0 } gap && cell is NumberCell number && number.Column == gap.Column ? Filled(cell, fills[i]) : null)];
        return Whole(made);
    }

    private Cell[]? Equal(NodeProto node)
    {
        int constant = cells(node.Input[0]) is null ? 0 : 1;
        if (cells(node.Input[1 - constant]) is not { } x || constants.Texts(node.Input[constant]) is not { } keys)
        {
            return null;
        }

        Cell?[] made = x.Length == 1 ? [.. keys.Select(key => Look(x[0], KeyTable.Of(key)))]
            : keys.Length == x.Length ? [.. keys.Select((key, i) => Look(x[i], KeyTable.Of(key)))]
            : keys.Length == 1 ? [.. x.Select(cell => Look(cell, KeyTable.Of(keys[0])))]
            : [null];
        return Whole(made);
    }

    private Cell[]? OneHot(NodeProto node)
    {
        string[] texts = Constants.Strings(node, "cats_strings");
        string[] keys = texts.Length > 0 ? texts : [.. Constants.Attribute(node, "cats_int64s")?.Ints.Select(value => Constants.Key(value)) ?? []];
        Cell?[] made = [.. (cells(node.Input[0]) ?? []).SelectMany(cell => keys.Select(key => Look(cell, KeyTable.Of(key))))];
        return made.Length > 0 && Whole(made) is { } all ? all : throw ReadError.At(graph, node, "it is not given categories of raw columns");
    }

    /// <summary>What a table of keys gives for a cell.</summary>
    private static CategoryCell? Look(Cell cell, KeyTable table) => cell switch
    {
        TextCell text => new CategoryCell(text.Column, table.Values.Where(pair => pair.Key.Length > 0).ToDictionary(StringComparer.Ordinal), table.Values.GetValueOrDefault("", table.Other), table.Other),
        NumberCell { Center: 0, Scale: 1, Fill: null } number => new CategoryCell(number.Column, table.Values, table.Other, table.Other),
        CategoryCell category => category.Map(value => table.Values.GetValueOrDefault(Constants.Key(value), table.Other)),
        _ => null,
    };

    private Cell[]? Sum(NodeProto node)
    {
        double[] axes = node.Input.Count > 1 && constants.Numbers(node.Input[1]) is { } given ? given : [.. Constants.Attribute(node, "axes")?.Ints.Select(axis => (double)axis) ?? []];
        CategoryCell[] x = [.. (cells(node.Input[0]) ?? []).OfType<CategoryCell>()];
        return axes is [1 or -1] && x.Length > 0 && x.Length == cells(node.Input[0])!.Length && Array.TrueForAll(x, cell => cell.Column == x[0].Column)
            ? [x.Aggregate((sum, cell) => sum.With(cell, (a, b) => a + b))]
            : null;
    }

    private Cell[]? Concat(NodeProto node)
    {
        Cell[]?[] parts = [.. node.Input.Select(cells)];
        return Array.Exists(parts, part => part is null) || Constants.Integer(node, "axis", 1) is 0 ? null : [.. parts.SelectMany(part => part!)];
    }

    private Cell[]? Pick(NodeProto node)
    {
        if (cells(node.Input[0]) is not { } x || node.Input.Count < 2 || constants.Numbers(node.Input[1]) is not { } indices)
        {
            return null;
        }

        int[] places = [.. indices.Select(index => (int)(index < 0 ? index + x.Length : index))];
        return Array.TrueForAll(places, place => place >= 0 && place < x.Length)
            ? [.. places.Select(place => x[place])]
            : throw ReadError.At(graph, node, FormattableString.Invariant($"it picks columns beyond the {x.Length} that there are"));
    }

    private Cell[]? Slice(NodeProto node)
    {
        if (cells(node.Input[0]) is not { } x || node.Input.Count < 4 || node.Input.Count > 5
            || constants.Numbers(node.Input[1]) is not [var start] || constants.Numbers(node.Input[2]) is not [var end] || constants.Numbers(node.Input[3]) is not [1 or -1]
            || (node.Input.Count == 5 && constants.Numbers(node.Input[4]) is not [1]))
        {
            return null;
        }

        int first = (int)Math.Clamp(start < 0 ? start + x.Length : start, 0, x.Length), last = (int)Math.Clamp(end < 0 ? end + x.Length : end, 0, x.Length);
        return last > first ? x[first..last] : null;
    }

    private List<(string Name, Cell[] Cells)>? Split(NodeProto node)
    {
        if (cells(node.Input[0]) is not { } x || Constants.Integer(node, "axis", 0) is not (1 or -1))
        {
            return null;
        }

        double[] sizes = node.Input.Count > 1 && constants.Numbers(node.Input[1]) is { } given ? given
            : Constants.Attribute(node, "split") is { } listed ? [.. listed.Ints.Select(size => (double)size)]
            : [.. Enumerable.Repeat(Math.Ceiling(x.Length / (double)node.Output.Count), node.Output.Count)];
        var parts = new List<(string, Cell[])>();
        int at = 0;
        foreach ((string name, double size) in node.Output.Zip(sizes))
        {
            int end = (int)Math.Clamp(at + size, at, x.Length);
            parts.Add((name, x[at..end]));
            at = end;
        }

        return at == x.Length ? parts : null;
    }
}
