using System.Globalization;
using Glia.Networks.Files;

namespace Glia.Tabular;

/// <summary>One array: its header read, its stream standing at the first value.</summary>
internal sealed class NumpyArray
{
    private NumpyArray(Stream stream, long rows, int rowBytes, bool byColumns, IReadOnlyList<NumpyField> fields) =>
        (Stream, Rows, RowBytes, ByColumns, Fields) = (stream, rows, rowBytes, byColumns, fields);

    public Stream Stream { get; }

    public long Rows { get; }

    public int RowBytes { get; }

    /// <summary>Whether a column is stored after the other (Fortran order).</summary>
    public bool ByColumns { get; }

    public IReadOnlyList<NumpyField> Fields { get; }

    /// <summary>Reads the header.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="name">The array's name in an archive; empty for a file of its own.</param>
    /// <param name="stream">At the first byte.</param>
    /// <param name="length">All bytes there are.</param>
    public static NumpyArray Read(string path, string name, Stream stream, long length)
    {
        string where = name.Length == 0 ? path : $"{path}, array '{name}'";
        NumpyHead head = NumpyHead.Read(stream, where);
        NumpyArray array = Make(where, name, stream, head);
        long needed = checked(array.Rows * array.RowBytes), there = length - head.Bytes;
        return needed <= there
            ? array
            : throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"{where}: its header promises {needed} bytes of values and {there} are there; the file is cut off or damaged."));
    }

    private static NumpyArray Make(string where, string name, Stream stream, NumpyHead head)
    {
        (object descr, bool byColumns, long[] shape, _) = head;
        if (shape.Length == 0)
        {
            throw new GliaException($"{where}: a single value is no table; an array of rows is needed.");
        }

        var fields = new List<NumpyField>();
        if (descr is List<object> structured)
        {
            if (shape.Length > 1)
            {
                throw new GliaException($"{where}: a structured array of several dimensions is no table; one dimension is needed.");
            }

            int offset = 0;
            foreach (object each in structured)
            {
                if (each is not List<object> { Count: 2 } pair || pair[0] is not string field || pair[1] is not string type)
                {
                    throw new GliaException($"{where}: a field of the structure holds an array or another structure; fields of single values are read.");
                }

                fields.Add(NumpyField.Of(where, field, type, offset));
                offset += fields[^1].Bytes;
            }

            return new NumpyArray(stream, shape[0], offset, false, fields);
        }

        long width = 1;
        foreach (long dimension in shape.AsSpan(1))
        {
            width = checked(width * dimension);
        }

        if (width is < 1 or > 1_000_000)
        {
            throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"{where}: {width} values a row; 1 to 1000000 are read."));
        }

        if (byColumns && shape.Length > 2)
        {
            throw new GliaException($"{where}: an array of {shape.Length} dimensions in Fortran order is not read; save numpy.ascontiguousarray of it.");
        }

        string first = name.Length == 0 ? "column" : name;
        NumpyField single = NumpyField.Of(where, first, (string)descr, 0);
        for (int i = 0; i < width; i++)
        {
            string column = width == 1 && name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{first}_{i + 1}");
            fields.Add(single with { Name = column, Offset = i * single.Bytes });
        }

        return new NumpyArray(stream, shape[0], checked((int)width * single.Bytes), byColumns && width > 1, fields);
    }
}
