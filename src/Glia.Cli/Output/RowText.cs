using System.Globalization;

namespace Glia.Cli.Output;

/// <summary>Writes rows of numbers and ready texts without making a string for each: characters are gathered and handed on in large pieces.</summary>
internal sealed class RowText(TextWriter to)
{
    private const int LongestNumber = 32;
    private readonly char[] _buffer = new char[1 << 14];
    private int _count;

    public void Write(char c)
    {
        Room(1);
        _buffer[_count++] = c;
    }

    public void Write(string text)
    {
        if (text.Length > _buffer.Length)
        {
            Flush();
            to.Write(text);
            return;
        }

        Room(text.Length);
        text.CopyTo(_buffer.AsSpan(_count));
        _count += text.Length;
    }

    /// <summary>Shortest text that reads back as the same number.</summary>
    public void Write(float value)
    {
        Room(LongestNumber);
        value.TryFormat(_buffer.AsSpan(_count), out int written, "R", CultureInfo.InvariantCulture);
        _count += written;
    }

    /// <summary>Shortest text that reads back as the same number.</summary>
    public void Write(double value)
    {
        Room(LongestNumber);
        value.TryFormat(_buffer.AsSpan(_count), out int written, "R", CultureInfo.InvariantCulture);
        _count += written;
    }

    public void Flush()
    {
        to.Write(_buffer, 0, _count);
        _count = 0;
    }

    private void Room(int characters)
    {
        if (_count + characters > _buffer.Length)
        {
            Flush();
        }
    }
}
