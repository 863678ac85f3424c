using Glia.Onnx.Files;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;
using Glia.Tabular;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.OnnxHealth;

/// <summary>
/// Which columns fill which inputs: an input that bears the name of a column takes it, and what remains of the numeric columns fills the inputs that
/// remain, in order (an image flattened row by row).
/// </summary>
internal sealed class InputPlan
{
    /// <summary>Names under which the column to predict is often found.</summary>
    private static readonly string[] TargetNames = ["target", "label", "labels", "class", "y", "outcome", "output"];

    private readonly List<string> _notes;
    private readonly OnnxExamOptions _options;
    private readonly string _path;

    private InputPlan(string path, OnnxExamOptions options, List<string> notes) => (_path, _options, _notes) = (path, options, notes);

    /// <summary>Makes the plan.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">What the user said.</param>
    /// <param name="notes">Where sentences about what was decided go.</param>
    /// <exception cref="GliaException">Columns and inputs do not fit; the message says what was seen and how to say it.</exception>
    public static IReadOnlyList<ModelInput> Of(GraphIndex graph, Table table, OnnxExamOptions options, List<string> notes)
        => new InputPlan(graph.Source, options, notes).Make([.. graph.FreeInputs], table);

    private List<ModelInput> Make(ValueInfoProto[] inputs, Table table)
    {
        if (inputs.Length == 0)
        {
            throw new GliaException($"{_path}: The model has no input, so a table cannot change what it computes.");
        }

        List<Column> free = Free(table);
        Dictionary<string, Column> byName = inputs.Length == 1 && Width(Shape(inputs[0])) is null or > 1
            ? []
            : free.Where(column => inputs.Any(input => input.Name == column.Name)).ToDictionary(column => column.Name, StringComparer.Ordinal);
        free.RemoveAll(column => byName.ContainsKey(column.Name));
        ValueInfoProto[] rest = [.. inputs.Where(input => !byName.ContainsKey(input.Name))];
        Dictionary<string, (long[] Shape, List<Column> Columns)> filled = Fill(rest, free, byName.Count > 0, table);
        return [.. inputs.Select(input => byName.TryGetValue(input.Name, out Column? column)
            ? Checked(input, OfOne(input), [column])
            : Checked(input, filled[input.Name].Shape, filled[input.Name].Columns))];
    }

    private List<Column> Free(Table table)
    {
        if (_options.Columns.Count > 0)
        {
            return [.. _options.Columns.Select(name => table.TryGetColumn(name, out Column? column)
                ? column
                : throw new GliaException($"{table.Source} has no column '{name}'. It has: {Names(table.Columns)}."))];
        }

        if (_options.Target is { } target && !table.TryGetColumn(target, out _))
        {
            throw new GliaException($"{table.Source} has no column '{target}'. It has: {Names(table.Columns)}.");
        }

        return [.. table.Columns.Where(column => column.Name != _options.Target)];
    }

    private Dictionary<string, (long[] Shape, List<Column> Columns)> Fill(ValueInfoProto[] inputs, List<Column> free, bool isNamed, Table table)
    {
        if (inputs.Length == 0)
        {
            return [];
        }

        List<Column> numbers = [.. free.Where(column => column is NumberColumn)];
        Column[] texts = [.. free.Where(column => column is not NumberColumn)];
        string[] names = [.. inputs.Select(input => input.Name)];
        if (isNamed && inputs.All(input => Width(Shape(input)) is 1))
        {
            throw new GliaException($"{_path}: {table.Source} has no column for the input {string.Join(", ", names.Select(name => $"'{Text.Short(name)}'"))}. Its columns are: {Names(table.Columns)}.");
        }

        if (texts.Length > 0)
        {
            if (_options.Columns.Count > 0)
            {
                throw new GliaException($"{table.Source}: The column '{texts[0].Name}' holds texts, and the input '{Text.Short(names[0])}' takes numbers.");
            }

            _notes.Add($"{Say(texts.Length, "column")} of text left out: {Names(texts)}.");
        }

        long[][] shapes = [.. inputs.Select(Shape)];
        if (shapes.Count(shape => Width(shape) is null) > 1)
        {
            throw new GliaException($"{_path}: Several inputs have sizes that are open: {string.Join("; ", inputs.Select(Describe))}. Say them with --shape NAME=1,….");
        }

        int open = Array.FindIndex(shapes, shape => Width(shape) is null);
        if (open >= 0)
        {
            long others = shapes.Where((_, i) => i != open).Sum(shape => Width(shape)!.Value);
            shapes[open] = Closed(inputs[open], shapes[open], numbers.Count - others);
        }

        long wanted = shapes.Sum(shape => Width(shape)!.Value);
        if (numbers.Count == wanted + 1 && _options.Columns.Count == 0 && _options.Target is null)
        {
            Column target = numbers.FirstOrDefault(column => TargetNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase)) ?? numbers[^1];
            numbers.Remove(target);
            _notes.Add($"The model takes {wanted} numbers and the table has {wanted + 1} numeric columns; '{target.Name}' was left out (--target says another one).");
        }

        if (numbers.Count != wanted)
        {
            throw new GliaException(
                $"{_path} takes {Say(wanted, "number")} a row ({string.Join("; ", inputs.Select(Describe))}), and {table.Source} has {Say(numbers.Count, "numeric column")} for them ({Names(numbers)}). Name the columns with --columns, or the one that is predicted with --target.");
        }

        var filled = new Dictionary<string, (long[], List<Column>)>(StringComparer.Ordinal);
        int next = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            int width = (int)Width(shapes[i])!.Value;
            filled.Add(names[i], (shapes[i], numbers.GetRange(next, width)));
            next += width;
        }

        return filled;
    }

    /// <summary>Sizes as the model says, or the user; 0 for an open one.</summary>
    private long[] Shape(ValueInfoProto input)
    {
        if (input.Type?.TensorType is not { } tensor)
        {
            throw new GliaException($"{_path}: The input '{Text.Short(input.Name)}' is no tensor, so a table cannot fill it.");
        }

        IReadOnlyList<long>? told = _options.Shapes.GetValueOrDefault(input.Name) ?? _options.Shapes.GetValueOrDefault("");
        long[] said = [.. tensor.Shape?.Dim.Select(size => Math.Max(0, size.DimValue)) ?? []];
        if (told is null)
        {
            return said.Length > 0 ? said : tensor.Shape is null ? [0, 0] : throw new GliaException($"{_path}: The input '{Text.Short(input.Name)}' is a single number for all rows. Say its shape with --shape.");
        }

        if (tensor.Shape is not null && (told.Count != said.Length || told.Zip(said, (mine, theirs) => theirs > 0 && mine > 0 && mine != theirs).Any(differs => differs)))
        {
            throw new GliaException($"{_path}: --shape {string.Join(',', told)} does not fit the input {Describe(input)}.");
        }

        // The batch: free where the model leaves it open, whatever the user wrote for it.
        return [said.Length > 0 ? said[0] : Math.Max(0, told[0]), .. told.Skip(1).Select(size => Math.Max(0, size))];
    }

    /// <summary>Elements of a row; null where a size is open.</summary>
    private static long? Width(long[] shape)
    {
        long width = 1;
        foreach (long size in shape.Skip(1))
        {
            if (size == 0 || width > int.MaxValue)
            {
                return size == 0 ? null : int.MaxValue;
            }

            width *= size;
        }

        return Math.Min(width, int.MaxValue);
    }

    /// <summary>Open sizes from the number of columns: one, or the two sides of a square.</summary>
    private long[] Closed(ValueInfoProto input, long[] shape, long columns)
    {
        int[] open = [.. Enumerable.Range(1, shape.Length - 1).Where(i => shape[i] == 0)];
        long known = shape.Skip(1).Where(size => size > 0).Aggregate(1L, (product, size) => product * size);
        long[] closed = [.. shape];
        if (open.Length == 1)
        {
            // One column too many may be the one that is predicted.
            long size = columns % known == 0 || known == 1 ? columns / known : (columns - 1) % known == 0 ? (columns - 1) / known : 0;
            closed[open[0]] = size;
        }
        else if (open.Length == 2)
        {
            foreach (long each in new[] { columns, columns - 1 })
            {
                long side = (long)Math.Round(Math.Sqrt((double)each / known));
                if (side > 1 && side * side * known == each)
                {
                    closed[open[0]] = closed[open[1]] = side;
                    _notes.Add($"The input {Describe(input)} was taken as {string.Join(" x ", closed.Skip(1))} (--shape says otherwise).");
                    break;
                }
            }
        }

        return Width(closed) is > 0 ? closed : throw new GliaException($"{_path}: The sizes of the input {Describe(input)} are open. Say them with --shape, such as --shape 1,3,224,224.");
    }

    private long[] OfOne(ValueInfoProto input) => Shape(input) switch
    {
        [var rows] => [rows],
        [var rows, ..] shape when Width([rows, .. shape.Skip(1).Select(size => Math.Max(1, size))]) == 1 => [rows, .. shape.Skip(1).Select(_ => 1L)],
        _ => throw new GliaException($"{_path}: The input {Describe(input)} bears the name of a column but takes several numbers a row."),
    };

    private ModelInput Checked(ValueInfoProto input, long[] shape, IReadOnlyList<Column> columns)
    {
        var made = new ModelInput(input.Name, (DataType)input.Type.TensorType.ElemType, shape, columns);
        if (made.IsNumeric && columns.FirstOrDefault(column => column is not NumberColumn) is { } text)
        {
            throw new GliaException($"{_path}: The input '{Text.Short(input.Name)}' takes numbers, and the column '{text.Name}' holds texts.");
        }

        int missing = made.IsNumeric ? columns.Count(column => ((NumberColumn)column).Values.Span.ContainsAny(double.NaN, double.NaN)) : 0;
        if (missing > 0)
        {
            _notes.Add($"{Say(missing, "column")} of the input '{Text.Short(input.Name)}' {(missing == 1 ? "has" : "have")} missing values, which go in as NaN.");
        }

        return made;
    }

    private static string Describe(ValueInfoProto input)
    {
        IEnumerable<string> sizes = input.Type?.TensorType?.Shape?.Dim.Select(size => size.DimValue > 0 ? Invariant($"{size.DimValue}") : size.DimParam.Length > 0 ? Text.Short(size.DimParam) : "?") ?? ["?"];
        return $"'{Text.Short(input.Name)}' [{string.Join(", ", sizes)}]";
    }

    private static string Names(IEnumerable<Column> columns)
    {
        string[] names = [.. columns.Select(column => column.Name)];
        return names.Length == 0 ? "none" : string.Join(", ", names.Take(12)) + (names.Length > 12 ? Invariant($", … ({names.Length})") : "");
    }

    private static string Say(long count, string what) => Invariant($"{count} {what}{(count == 1 ? "" : "s")}");
}
