using System.Text;
using System.Text.Json;

namespace Analytics.BatchJobs.Settings;

/// <summary>One <c>--set path=value</c>.</summary>
/// <param name="Path">The names of the members on the way, in the client's spelling.</param>
/// <param name="Value">The new value, as JSON.</param>
sealed record SetMember(IReadOnlyList<string> Path, ReadOnlyMemory<byte> Value)
{
    /// <returns>Null for a text that is not path=value, or whose path has an empty name.</returns>
    public static SetMember? Parse(string text)
    {
        var sign = text.IndexOf('=');
        var path = sign < 0 ? [] : text[..sign].Split('.');
        return path.Length == 0 || path.Any(name => name.Trim().Length == 0) ? null : new(path, Json(text[(sign + 1)..]));
    }

    /// <summary>Returns the value itself when it is JSON, else as a text.</summary>
    static byte[] Json(string value)
    {
        try
        {
            using var _ = JsonDocument.Parse(value);
            return Encoding.UTF8.GetBytes(value.Trim());
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToUtf8Bytes(value);
        }
    }
}
