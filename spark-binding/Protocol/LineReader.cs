using System.Net.Sockets;

namespace Analytics.SparkBinding.Protocol;

/// <summary>Reads lines of a socket, which end with LF only: a CR inside a line is data.</summary>
sealed class LineReader(Socket socket)
{
    /// <summary>The longest line of a trusted peer, 1 GiB: the limit of the buffer.</summary>
    public const int LongestTrusted = 1 << 30;

    const int Capacity = 16 << 10;
    const int KeptCapacity = 4 << 20;
    byte[] _buffer = new byte[Capacity];
    int _start;
    int _end;

    /// <summary>
    /// The longest accepted line in bytes, which bounds the buffer: a peer that sends more without a line end is refused.
    /// </summary>
    public int LongestLine { get; set; } = LongestTrusted;

    /// <summary>Reads the next line, without its LF. The span is valid until the next call, and the caller can change it.</summary>
    /// <exception cref="EndOfStreamException">The peer closed the connection.</exception>
    /// <exception cref="InvalidDataException">The line is longer than <see cref="LongestLine"/>.</exception>
    public Span<byte> ReadLine()
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = _buffer.AsSpan(_start, searched + length);
                _start += line.Length + 1;
                return line;
            }

            searched = _end - _start;
            if (searched >= LongestLine)
                throw new InvalidDataException($"the other end sent a line of more than {LongestLine} bytes");
            MakeRoom();
            var received = socket.Receive(_buffer.AsSpan(_end));
            if (received == 0)
                throw new EndOfStreamException("the other end closed the connection");
            _end += received;
        }
    }

    void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
            if (_buffer.Length > KeptCapacity)
                _buffer = new byte[Capacity];
        }

        if (_end < _buffer.Length)
            return;
        var target = _start > 0 ? _buffer : new byte[_buffer.Length * 2];
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        (_buffer, _end, _start) = (target, _end - _start, 0);
    }
}
