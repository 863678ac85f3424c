using System.Text;
using Glia.Health.Curves;

namespace Glia.Health.Tests.Curves;

public sealed class TensorBoardEventsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-events-").FullName;

    /// <summary>Against bytes made by Google's protobuf and a checksum typed a second time (tools/event_vectors.py).</summary>
    [Fact]
    public void Bytes_are_those_of_an_independent_writer()
    {
        using var events = new TensorBoardEvents(_folder, new Clock());
        events.Begin(0, 0);
        events.Add("weights/1 dense.weights", 1, Histogram.Of([-1.5f, 0, 0.25f, 0.25f, 2])!);
        events.Add("gradients/1 dense.weights", 1, Histogram.Of([0, 0])!);
        events.Add(new CurvePoint(9, 300, [new("loss/train", 0.75), new("loss/validation", null), new("accuracy/train", 0), new("Größe/µ", -3.5)]));
        events.Dispose();
        string expected = string.Concat(File.ReadAllLines(Repository.At("tests", "vectors", "events.hex")));
        Assert.Equal(expected, Convert.ToHexStringLower(File.ReadAllBytes(events.FilePath)));
    }

    /// <summary>Vectors of RFC 3720, B.4, and the usual check of a CRC.</summary>
    [Fact]
    public void The_checksum_is_Castagnolis()
    {
        Assert.Equal(0x8a9136aau, RecordFile.Crc32C(new byte[32]));
        Assert.Equal(0x62a8ab43u, RecordFile.Crc32C([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46dd794eu, RecordFile.Crc32C([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0xe3069283u, RecordFile.Crc32C(Encoding.ASCII.GetBytes("123456789")));
    }

    [Fact]
    public void A_second_run_in_the_folder_gets_a_file_behind_the_first()
    {
        using var first = new TensorBoardEvents(_folder, new Clock());
        using var second = new TensorBoardEvents(_folder, new Clock());
        Assert.True(string.CompareOrdinal(Path.GetFileName(first.FilePath), Path.GetFileName(second.FilePath)) < 0);
    }

    [Fact]
    public void What_is_not_finite_stays_out_of_a_histogram()
    {
        Histogram histogram = Histogram.Of([float.NaN, 1, float.PositiveInfinity, 3])!;
        Assert.Equal((1, 3, 2), (histogram.Min, histogram.Max, histogram.Count));
        Assert.Equal(2, histogram.Counts.Sum());
        Assert.Null(Histogram.Of([float.NaN]));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "");
        Assert.Contains(path, Assert.Throws<GliaException>(() => new TensorBoardEvents(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500);
    }
}
