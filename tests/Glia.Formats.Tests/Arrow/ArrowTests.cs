using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Glia.Tabular.Tests.Arrow;

public sealed class ArrowTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(CompressionCodecType.Lz4Frame)]
    [InlineData(CompressionCodecType.Zstd)]
    public void Every_type_is_read_as_what_it_means(CompressionCodecType? compression)
    {
        var day = new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero);
        var dictionary = new DictionaryArray(
            new DictionaryType(Int8Type.Default, StringType.Default, false),
            new Int8Array.Builder().Append(1).AppendNull().Append(0).Build(),
            new StringArray.Builder().Append("red").Append("green").Build());
        RecordBatch batch = new RecordBatch.Builder()
            .Append("i8", true, new Int8Array.Builder().Append(-3).AppendNull().Append(4).Build())
            .Append("u64", true, new UInt64Array.Builder().Append(7).AppendNull().Append(9).Build())
            .Append("f", true, new FloatArray.Builder().Append(0.5f).AppendNull().Append(2).Build())
            .Append("d", false, new DoubleArray.Builder().Append(0.1).Append(double.NaN).Append(3).Build())
            .Append("dec", true, new Decimal128Array.Builder(new Decimal128Type(10, 2)).Append(12.34m).AppendNull().Append(-0.07m).Build())
            .Append("truth", true, new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build())
            .Append("text", true, new StringArray.Builder().Append("Zürich ").AppendNull().Append("  ").Build())
            .Append("day", true, new Date32Array.Builder().Append(day).AppendNull().Append(day).Build())
            .Append("moment", true, new TimestampArray.Builder(new TimestampType(TimeUnit.Millisecond, "UTC")).Append(day.AddHours(1)).AppendNull().Append(day).Build())
            .Append("colour", true, dictionary)
            .Build();
        string path = Path.Combine(_scratch.Folder, "t.feather");
        using (FileStream file = File.Create(path))
        using (var writer = new ArrowFileWriter(file, batch.Schema, leaveOpen: false, compression is null ? new IpcOptions() : new IpcOptions { CompressionCodec = compression, CompressionCodecFactory = new CompressionCodecFactory() }))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        Table table = Table.Read(path);
        Assert.Equal(["-3", "7", "0.5", "0.1", "12.34", "true", "Zürich", "2024-02-29", "2024-02-29T01:00:00Z", "green"], table.Columns.Select(c => c.TextAt(0)));
        Assert.All(table.Columns, c => Assert.True(c.IsMissing(1), c.Name));
        Assert.Equal(["4", "9", "2", "3", "-0.07", "false", null, "2024-02-29", "2024-02-29T00:00:00Z", "red"], table.Columns.Select(c => c.TextAt(2)));
        Assert.Equal(5, table.Columns.Count(c => c is NumberColumn));
    }

    /// <summary>Features and target: the same weights from either file, and the same predictions of either.</summary>
    [Theory]
    [InlineData("True", "False")]
    [InlineData("TRUE", "FALSE")]
    [InlineData("true", "false")]
    public void A_column_of_truth_values_is_the_same_as_in_separated_text_however_spelled(string yes, string no)
    {
        bool[] member = [.. Enumerable.Range(0, 200).Select(i => i * 7 % 5 < 2)], won = [.. member.Select((m, i) => m != (i % 9 == 0))];
        RecordBatch batch = new RecordBatch.Builder().Append("member", false, new BooleanArray.Builder().AppendRange(member).Build()).Append("won", false, new BooleanArray.Builder().AppendRange(won).Build()).Build();
        string arrow = Path.Combine(_scratch.Folder, "t.arrow"), csv = _scratch.File("member,won\n" + string.Concat(member.Zip(won).Select(row => $"{(row.First ? yes : no)},{(row.Second ? yes : no)}\n")));
        using (FileStream file = File.Create(arrow))
        using (var writer = new ArrowFileWriter(file, batch.Schema))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        var options = new FitOptions { Hidden = [4], Epochs = 3, ClassWeight = ClassWeighting.Balanced };
        TabularModel one = Learner.FitFile(arrow, "won", options), other = Learner.FitFile(csv, "won", options);
        Assert.Equal(one.Network.WeightsSha256(), other.Network.WeightsSha256());
        Assert.Equal(one.Schema.Columns, other.Schema.Columns);
        Assert.Equal(["false", "true"], other.Classes);
        string[] said = [.. Said(one, arrow)];
        Assert.Equal(2, said.Distinct().Count());
        Assert.All(new[] { Said(one, csv), Said(other, arrow), Said(other, csv) }, each => Assert.Equal(said, each));
        Assert.Equal(one.Evaluate(Table.Read(arrow)).Metrics, one.Evaluate(Table.Read(csv)).Metrics);

        static List<string> Said(TabularModel model, string path)
        {
            var all = new List<string>();
            model.PredictFile(path, prediction => all.AddRange(prediction.Labels.Zip(prediction.Probabilities.Where((_, i) => i % 2 == 1), (label, p) => $"{label} {p}")));
            return all;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Batches_of_a_file_or_a_stream_follow_each_other(bool asStream)
    {
        Table table = Streaming.StreamedTests.Rows(1_000);
        string path = Path.Combine(_scratch.Folder, "t.any");
        Written.Arrow(path, table, 300, asStream);
        Same.Table(table, Table.Read(path));
    }

    [Fact]
    public void Lists_are_refused_by_name()
    {
        var list = new ListArray.Builder(Int32Type.Default);
        list.Append();
        ((Int32Array.Builder)list.ValueBuilder).Append(1);
        RecordBatch batch = new RecordBatch.Builder().Append("items", true, list.Build()).Build();
        string path = Path.Combine(_scratch.Folder, "t.arrow");
        using (FileStream file = File.Create(path))
        using (var writer = new ArrowFileWriter(file, batch.Schema))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        Refused.Saying(() => Table.Read(path), "column 'items'", "list");
    }
}
