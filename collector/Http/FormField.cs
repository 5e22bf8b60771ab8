using System.Net;

namespace Analytics.Collector.Http;

/// <summary>One field of a body in application/x-www-form-urlencoded.</summary>
static class FormField
{
    /// <summary>The field's value, decoded; null when the body is no such form.</summary>
    public static PooledBytes? Read(PooledBytes form, ReadOnlySpan<byte> name)
    {
        var bytes = form.Memory.Span;
        for (var start = 0; start < bytes.Length; )
        {
            var length = bytes[start..].IndexOf((byte)'&');
            var pair = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            if (pair.Length > name.Length && pair[name.Length] == (byte)'=' && pair.StartsWith(name))
                return Decoded(form.Array, start + name.Length + 1, pair.Length - name.Length - 1);

            // JSON may hold ampersands, but no form's field begins like JSON.
            if (pair.ContainsAny("{["u8))
                return null;

            start += pair.Length + 1;
        }

        return null;
    }

    static PooledBytes Decoded(byte[] form, int start, int length)
    {
        var decoded = new PooledBytes(length);
        decoded.Append(WebUtility.UrlDecodeToBytes(form, start, length));
        return decoded;
    }
}
