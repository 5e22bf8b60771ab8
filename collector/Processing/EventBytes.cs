using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Analytics.Collector.Processing;

/// <summary>Serializes through one writer per thread. Text stays readable UTF-8, because it is never embedded in HTML.</summary>
static class EventBytes
{
    const int Kept = 256 * 1024;

    [ThreadStatic]
    static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    static Utf8JsonWriter? _writer;

    public static byte[] Of<T>(T value, JsonTypeInfo<T> type)
    {
        _buffer ??= new ArrayBufferWriter<byte>(4096);
        _writer ??= new Utf8JsonWriter(
            _buffer,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }
        );
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        JsonSerializer.Serialize(_writer, value, type);
        _writer.Flush();
        var bytes = _buffer.WrittenSpan.ToArray();
        if (_buffer.Capacity > Kept)
            _buffer = new ArrayBufferWriter<byte>(4096);

        return bytes;
    }
}
