using System.Buffers;
using System.Globalization;
using System.Text;
using Analytics.Contracts;

namespace Analytics.Local.Traffic.Visits;

/// <summary>An event's JSON while it is put together from parts that were encoded before.</summary>
sealed class JsonBuffer
{
    readonly ArrayBufferWriter<byte> _json = new(2048);

    public void Reset() => _json.ResetWrittenCount();

    public byte[] ToArray() => _json.WrittenSpan.ToArray();

    public void Append(ReadOnlySpan<byte> json) => _json.Write(json);

    public void Append(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _json.Write(name);
        _json.Write(value);
    }

    public void Append(ReadOnlySpan<byte> name, decimal value)
    {
        _json.Write(name);
        value.TryFormat(_json.GetSpan(32), out var length, provider: CultureInfo.InvariantCulture);
        _json.Advance(length);
    }

    public void Append(DateTimeOffset at)
    {
        at.UtcDateTime.TryFormat(_json.GetSpan(32), out var length, UtcTime.Format, CultureInfo.InvariantCulture);
        _json.Advance(length);
    }

    /// <summary>Appends ids, names and numbers of the generator, which need no escapes.</summary>
    public void Append(string plain) => _json.Advance(Encoding.UTF8.GetBytes(plain, _json.GetSpan(plain.Length * 3)));
}
