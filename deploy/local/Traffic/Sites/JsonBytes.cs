using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Local.Traffic.Sites;

/// <summary>Encodes the constant parts of events once, as UTF-8.</summary>
static class JsonBytes
{
    public static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonSerializerOptions WithoutNulls = new(Relaxed)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Returns a text in quotes, with escapes where JSON needs them.</summary>
    public static byte[] Text(string text) => JsonSerializer.SerializeToUtf8Bytes(text, Relaxed);
}
