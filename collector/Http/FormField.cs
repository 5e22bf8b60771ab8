using System.Net;

namespace Analytics.Collector.Http;

/// <summary>Reads one field of an application/x-www-form-urlencoded body.</summary>
static class FormField
{
    /// <summary>Returns the field's decoded value; null when the body is not such a form.</summary>
    public static PooledBytes? Read(PooledBytes form, ReadOnlySpan<byte> name)
    {
        var bytes = form.Memory.Span;
        for (var start = 0; start < bytes.Length; )
        {
            var length = bytes[start..].IndexOf((byte)'&');
            var pair = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            if (pair.Length > name.Length && pair[name.Length] == (byte)'=' && pair.StartsWith(name))
                return Decoded(form.Array, start + name.Length + 1, pair.Length - name.Length - 1);

            // A pair with a brace or bracket is JSON that contains an ampersand, not a form field.
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
