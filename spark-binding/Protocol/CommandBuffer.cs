using System.Buffers;
using System.Globalization;
using System.Text;

namespace Analytics.SparkBinding.Protocol;

/// <summary>The bytes of commands to the JVM: lines of UTF-8, each ended by LF. The buffer is reused for each command.</summary>
sealed class CommandBuffer
{
    const int KeptCapacity = 1 << 20;
    static readonly SearchValues<char> _escaped = SearchValues.Create("\\\r\n");

    // Java's own encoder writes '?' for half a surrogate pair; .NET's default would write U+FFFD.
    static readonly Encoding _utf8 = Encoding.GetEncoding(
        "utf-8",
        new EncoderReplacementFallback("?"),
        DecoderFallback.ReplacementFallback
    );

    byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int from, int to) => _bytes.AsSpan(from, to - from);

    /// <summary>Empties the buffer and frees the memory that a large command needed.</summary>
    public void Clear() => Truncate(0);

    public void Truncate(int length)
    {
        Length = length;
        if (length == 0 && _bytes.Length > KeptCapacity)
            _bytes = new byte[1024];
    }

    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        Length += utf8.Length;
    }

    public void Raw(string text) => Length += _utf8.GetBytes(text, Room(_utf8.GetMaxByteCount(text.Length)));

    public void Line(string text)
    {
        Raw(text);
        EndLine();
    }

    public void EndLine()
    {
        Room(1)[0] = (byte)'\n';
        Length++;
    }

    public void Text(ReadOnlySpan<char> text)
    {
        for (var stop = text.IndexOfAny(_escaped); stop >= 0; stop = text.IndexOfAny(_escaped))
        {
            Length += _utf8.GetBytes(text[..stop], Room(_utf8.GetMaxByteCount(stop)));
            Raw(
                text[stop] switch
                {
                    '\r' => @"\r"u8,
                    '\n' => @"\n"u8,
                    _ => @"\\"u8,
                }
            );
            text = text[(stop + 1)..];
        }

        Length += _utf8.GetBytes(text, Room(_utf8.GetMaxByteCount(text.Length)));
    }

    public void Format<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(Room(64), out var written, format, CultureInfo.InvariantCulture);
        Length += written;
    }

    public void Base64(byte[] data)
    {
        var room = Room(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(data.Length));
        System.Buffers.Text.Base64.EncodeToUtf8(data, room, out _, out var written);
        Length += written;
    }

    Span<byte> Room(int size)
    {
        if (_bytes.Length - Length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + size));
        return _bytes.AsSpan(Length);
    }
}
