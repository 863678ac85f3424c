using Glia.Onnx.Files;

namespace Glia.Onnx.Tests.Files;

public sealed class OnnxFileTests
{
    [Fact]
    public void A_missing_file_is_said_to_be_missing()
    {
        string path = Path.Combine(Path.GetTempPath(), "glia-no-such-file.onnx");
        var error = Assert.Throws<GliaException>(() => OnnxFile.ReadBytes(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file() => Assert.Throws<GliaException>(() => OnnxFile.ReadBytes(Path.GetTempPath()));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("FF", "no whole ONNX model")]
    [InlineData("PK\u0003\u0004 a zip file", "no whole ONNX model")]
    [InlineData("\u0008\u0008", "no graph")]
    public void Bytes_of_another_kind_are_refused(string text, string expected)
    {
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(text);
        var error = Assert.Throws<GliaException>(() => OnnxFile.Parse(bytes, "some.onnx"));
        Assert.StartsWith("some.onnx: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_nested_without_end_are_refused_before_the_stack_is_used_up()
    {
        // model { graph { node { attribute { g { node { attribute { g { … , made from the inside out.
        int[] fields = [6, 5, 1];
        byte[] inner = [];
        for (int depth = 0; depth < 3_999; depth++)
        {
            inner = Wrap(fields[depth % 3], inner);
        }

        inner = Wrap(7, inner);
        Assert.Throws<GliaException>(() => OnnxFile.Parse(inner, "deep.onnx"));
    }

    private static byte[] Wrap(int field, byte[] content) => [(byte)((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((value & 0x7F) | (value > 0x7F ? 0x80 : 0)));
            value >>= 7;
        }
        while (value > 0);
        return [.. bytes];
    }
}
