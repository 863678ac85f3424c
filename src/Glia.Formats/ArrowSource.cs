using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace Glia.Tabular;

/// <summary>The rows of an Arrow file or stream: a piece is a record batch.</summary>
internal sealed class ArrowSource : RowSource
{
    private readonly ArrowStreamReader _reader;
    private readonly FileStream _file;

    private ArrowSource(string path, ArrowStreamReader reader, FileStream file, Apache.Arrow.Schema schema)
        : base(path, [.. schema.FieldsList.Select(field => new SourceColumn(field.Name, ArrowColumn.Refusal(field.DataType)))]) =>
        (_reader, _file) = (reader, file);

    public static ArrowSource Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        try
        {
            Span<byte> start = stackalloc byte[6];
            file.ReadExactly(start);
            file.Position = 0;
            var codecs = new CompressionCodecFactory();
            var memory = new ArrowMemory(path, file.Length);
            ArrowStreamReader reader = start.SequenceEqual("ARROW1"u8)
                ? new ArrowFileReader(file, memory, codecs, leaveOpen: true)
                : new ArrowStreamReader(file, memory, codecs, leaveOpen: true);
            return new ArrowSource(path, reader, file, reader.Schema);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<Column>? Next(IReadOnlyList<int> wanted, int rows)
    {
        while (_reader.ReadNextRecordBatch() is { } read)
        {
            using RecordBatch batch = read;
            if (batch.Length > 0)
            {
                return [.. wanted.Select(i => ArrowColumn.Read(Columns[i].Name, batch.Column(i)))];
            }
        }

        return null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
