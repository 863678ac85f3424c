using System.Globalization;
using Glia.Networks.Files.Weights;

namespace Glia.Tabular;

/// <summary>The rows of one or several arrays side by side.</summary>
internal sealed class NumpySource : RowSource
{
    private const int MostBytes = 1 << 26;

    private readonly IReadOnlyList<NumpyArray> _arrays;
    private readonly byte[]?[] _whole;
    private readonly IDisposable _file;
    private readonly long _rows;
    private long _done;

    public NumpySource(string path, IReadOnlyList<NumpyArray> arrays, IDisposable file)
        : base(path, [.. arrays.SelectMany(array => array.Fields).Select(field => new SourceColumn(field.Name))])
    {
        (_arrays, _file, _rows) = (arrays, file, arrays[0].Rows);
        _whole = new byte[arrays.Count][];
        if (arrays.FirstOrDefault(array => array.Rows != _rows) is { } other)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: the arrays have different lengths: '{arrays[0].Fields[0].Name}' has {_rows} rows, '{other.Fields[0].Name}' has {other.Rows}. Put arrays of equally many rows into one archive."));
        }
    }

    public override long? Rows => _rows;

    // An array that is stored by columns is held whole.
    public override long LargestPiece => _arrays.Any(array => array.ByColumns) ? _rows : 0;

    public override IReadOnlyList<Column>? Next(IReadOnlyList<int> wanted, int rows)
    {
        int count = (int)Math.Min(_rows - _done, Math.Min(rows, Math.Max(1, MostBytes / _arrays.Max(array => array.RowBytes))));
        if (count == 0)
        {
            return null;
        }

        var columns = new List<Column>(wanted.Count);
        int first = 0;
        for (int i = 0; i < _arrays.Count; i++)
        {
            NumpyArray array = _arrays[i];
            int end = first + array.Fields.Count, start = first;
            NumpyField[] fields = [.. wanted.Where(index => index >= start && index < end).Select(index => array.Fields[index - start])];
            columns.AddRange(array.ByColumns ? ByColumns(i, fields, count) : ByRows(array, fields, count));
            first = end;
        }

        _done += count;
        if (_done == _rows)
        {
            foreach (NumpyArray array in _arrays)
            {
                (array.Stream as CheckedMember)?.Finish();
            }
        }

        return columns;
    }

    protected override void Dispose(bool disposing)
    {
        foreach (NumpyArray array in _arrays)
        {
            array.Stream.Dispose();
        }

        _file.Dispose();
        base.Dispose(disposing);
    }

    private static Column[] ByRows(NumpyArray array, NumpyField[] fields, int count)
    {
        byte[] bytes = new byte[checked(count * array.RowBytes)];
        array.Stream.ReadExactly(bytes);
        return [.. fields.Select(field => Made(field, count, bytes, field.Offset, array.RowBytes))];
    }

    private Column[] ByColumns(int index, NumpyField[] fields, int count)
    {
        NumpyArray array = _arrays[index];
        if (_whole[index] is null)
        {
            MemoryLimit.Check(Source, array.Rows, array.Fields.Count);
            byte[] read = new byte[checked((int)(array.Rows * array.RowBytes))];
            array.Stream.ReadExactly(read);
            _whole[index] = read;
        }

        byte[] whole = _whole[index]!;
        return [.. fields.Select(field => Made(field, count, whole, checked((int)((array.Rows * field.Offset) + (_done * field.Bytes))), field.Bytes))];
    }

    private static Column Made(NumpyField field, int count, byte[] bytes, int start, int stride)
    {
        if (field.IsText)
        {
            string?[] texts = new string?[count];
            for (int row = 0; row < count; row++)
            {
                texts[row] = field.TextAt(bytes.AsSpan(start + (row * stride), field.Bytes));
            }

            return Column.Texts(field.Name, texts);
        }

        double[] values = new double[count];
        for (int row = 0; row < count; row++)
        {
            values[row] = field.NumberAt(bytes.AsSpan(start + (row * stride), field.Bytes));
        }

        return new NumberColumn(field.Name, values);
    }
}
