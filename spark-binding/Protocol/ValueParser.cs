using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkBinding.Protocol;

/// <summary>Parses a value of the JVM, a letter and its text, to a C# value (section 2 of the protocol).</summary>
static class ValueParser
{
    static readonly object _true = true;
    static readonly object _false = false;

    /// <summary>Returns the value. Strings are unescaped in place, which changes the span.</summary>
    /// <exception cref="InvalidDataException">The line is not a value of this protocol.</exception>
    public static object? Parse(JvmClient client, Span<byte> line)
    {
        if (line.IsEmpty)
            throw new InvalidDataException("the JVM sent an empty value");
        try
        {
            return Value(client, line);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new InvalidDataException($"the JVM sent a value of type '{(char)line[0]}' that is none", e);
        }
    }

    static object? Value(JvmClient client, Span<byte> line)
    {
        var text = line[1..];
        return (char)line[0] switch
        {
            'n' or 'v' => null,
            's' => Text(text),
            'i' => int.Parse(text, CultureInfo.InvariantCulture),
            'L' => long.Parse(text, CultureInfo.InvariantCulture),
            'b' => text.SequenceEqual("true"u8) ? _true : _false,
            'd' => Double(text),
            'D' => Decimal(text),
            'j' => Bytes(text),
            'r' or 'l' or 'a' or 'h' or 't' or 'g' => new JvmObjectReference(client, Encoding.ASCII.GetString(text), (char)line[0]),
            'p' or 'c' or 'm' or 'o' => new GatewayMember((char)line[0], Encoding.UTF8.GetString(text)),
            var letter => throw new InvalidDataException($"the JVM sent a value of unknown type '{letter}'"),
        };
    }

    public static string Text(Span<byte> text)
    {
        var read = text.IndexOf((byte)'\\');
        if (read < 0)
            return Encoding.UTF8.GetString(text);
        var written = read;
        for (; read < text.Length; read++)
        {
            var b = text[read];
            if (b == '\\' && read + 1 < text.Length)
            {
                b = text[++read] switch
                {
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    var other => other,
                };
            }
            text[written++] = b;
        }

        return Encoding.UTF8.GetString(text[..written]);
    }

    static double Double(ReadOnlySpan<byte> text) =>
        text switch
        {
            [.., (byte)'N'] => double.NaN,
            [(byte)'I', ..] => double.PositiveInfinity,
            [(byte)'-', (byte)'I', ..] => double.NegativeInfinity,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };

    // A BigDecimal can have any number of digits; a number that decimal would round stays text.
    static object Decimal(ReadOnlySpan<byte> text)
    {
        Span<byte> again = stackalloc byte[40];
        return
            decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            && value.TryFormat(again, out var length, default, CultureInfo.InvariantCulture)
            && again[..length].SequenceEqual(text)
            ? value
            : Encoding.ASCII.GetString(text);
    }

    static byte[] Bytes(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, bytes, out _, out var written) != OperationStatus.Done)
            throw new FormatException("not base64");
        Array.Resize(ref bytes, written);
        return bytes;
    }
}

/// <summary>The kind of a name: p package or nothing, c class, m method, o no such member.</summary>
sealed record GatewayMember(char Kind, string Name);
