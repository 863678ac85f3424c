using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Glia.Tabular;

/// <summary>
/// Decodes UTF-8 and nothing else: the first wrong byte is an error with its line and position, where System.Text.Encoding
/// would put U+FFFD into somebody's data. A byte order mark is skipped.
/// </summary>
internal sealed class StrictUtf8Reader : TextReader
{
    private const int BlockBytes = 1 << 16;
    private readonly Stream _stream;
    private readonly string _source;
    private readonly byte[] _bytes = new byte[BlockBytes];
    private readonly char[] _chars = new char[BlockBytes];
    private int _byteCount;
    private int _charStart;
    private int _charEnd;
    private long _bytesDecoded;
    private int _line = 1;
    private bool _afterReturn;
    private bool _first = true;
    private bool _ended;

    public StrictUtf8Reader(Stream stream, string source)
    {
        _stream = stream;
        _source = source;
    }

    /// <summary>The first characters of the text (up to 64 Ki), without taking them away; empty at its end.</summary>
    public ReadOnlySpan<char> Preview()
    {
        if (_charStart == _charEnd)
        {
            Decode();
        }

        return _chars.AsSpan(_charStart, _charEnd - _charStart);
    }

    public override int Peek()
    {
        ReadOnlySpan<char> ahead = Preview();
        return ahead.IsEmpty ? -1 : ahead[0];
    }

    public override int Read()
    {
        int c = Peek();
        _charStart += c < 0 ? 0 : 1;
        return c;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        ReadOnlySpan<char> ahead = buffer.IsEmpty ? default : Preview();
        int count = Math.Min(ahead.Length, buffer.Length);
        ahead[..count].CopyTo(buffer);
        _charStart += count;
        return count;
    }

    public override int ReadBlock(Span<char> buffer)
    {
        int total = 0;
        while (total < buffer.Length && Read(buffer[total..]) is int count and > 0)
        {
            total += count;
        }

        return total;
    }

    public override int ReadBlock(char[] buffer, int index, int count) => ReadBlock(buffer.AsSpan(index, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Decode()
    {
        _charStart = _charEnd = 0;
        while (_charEnd == 0 && !(_ended && _byteCount == 0))
        {
            Fill();
            int skip = _first && _bytes.AsSpan(0, _byteCount).StartsWith("\uFEFF"u8) ? 3 : 0;
            _first = false;
            OperationStatus status = Utf8.ToUtf16(
                _bytes.AsSpan(skip, _byteCount - skip), _chars, out int read, out _charEnd, replaceInvalidSequences: false, isFinalBlock: _ended);
            read += skip;
            CountLines();
            if (status == OperationStatus.InvalidData && _charEnd == 0)
            {
                throw WrongByte(read);
            }

            _bytesDecoded += read;
            _byteCount -= read;
            _bytes.AsSpan(read, _byteCount).CopyTo(_bytes);
        }
    }

    private void Fill()
    {
        while (!_ended && _byteCount < _bytes.Length)
        {
            int count;
            try
            {
                count = _stream.Read(_bytes, _byteCount, _bytes.Length - _byteCount);
            }
            catch (InvalidDataException e)
            {
                throw new GliaException($"{_source}, after line {Line}: the gzip data is damaged or cut short; compress the table again.", e);
            }
            catch (IOException e)
            {
                throw new GliaException($"{_source}, after line {Line}: reading failed: {e.Message}", e);
            }

            _ended = count == 0;
            _byteCount += count;
        }
    }

    private string Line => _line.ToString(CultureInfo.InvariantCulture);

    private void CountLines()
    {
        foreach (char c in _chars.AsSpan(0, _charEnd))
        {
            if (c == '\0')
            {
                throw new GliaException($"{_source}, line {Line}: there is a zero byte; this is no text. A table is needed as CSV or TSV in UTF-8.");
            }

            if (c == '\r' || (c == '\n' && !_afterReturn))
            {
                _line++;
            }

            _afterReturn = c == '\r';
        }
    }

    private GliaException WrongByte(int at)
    {
        byte wrong = _bytes[at];
        long position = _bytesDecoded + at;
        string advice = position == 0 && wrong is 0xFF or 0xFE
            ? "It begins like UTF-16: save it as UTF-8."
            : "Save the table as UTF-8 (from Latin-1: iconv -f latin1 -t utf-8).";
        return new GliaException(string.Create(
            CultureInfo.InvariantCulture,
            $"{_source}, line {_line}: byte 0x{wrong:X2} at position {position} (counted from 0) is not UTF-8. {advice}"));
    }
}
