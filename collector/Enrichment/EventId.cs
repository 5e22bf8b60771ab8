using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Enrichment;

/// <summary>Computes the id of an event without messageId: the same for a retry, whatever its member order, spacing or sentAt.</summary>
static class EventId
{
    const int Bytes = 16;

    public static string Hash(string source, InputEvent input)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, source);
        Append(hash, input.Type!);
        if (input.Context.Shared is { } shared)
            Append(hash, shared.Utf8);

        Append(hash, input.Utf8);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }

    /// <summary>Returns the id of an event without identity that is sent again: the same at each attempt.</summary>
    public static string OfPlace(string place) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, Bytes));

    static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }

    static void Append(IncrementalHash hash, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });
        Append(hash, document.RootElement, top: true);
    }

    /// <summary>Hashes members in order of name; names, texts and numbers as written.</summary>
    static void Append(IncrementalHash hash, JsonElement value, bool top)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                hash.AppendData("{"u8);
                foreach (
                    var member in value
                        .EnumerateObject()
                        .Where(m => !top || Identifies(m.Name))
                        .OrderBy(m => m.Name, StringComparer.Ordinal)
                )
                {
                    Append(hash, member.Name);
                    Append(hash, member.Value, top: false);
                }

                hash.AppendData("}"u8);
                break;
            case JsonValueKind.Array:
                hash.AppendData("["u8);
                foreach (var item in value.EnumerateArray())
                    Append(hash, item, top: false);

                hash.AppendData("]"u8);
                break;
            default:
                hash.AppendData(JsonMarshal.GetRawUtf8Value(value));
                hash.AppendData(","u8);
                break;
        }
    }

    /// <summary>
    /// False for members that do not identify an event: sentAt changes with each retry, type comes from the route, a key is no part of it.
    /// </summary>
    static bool Identifies(string name) => name is not ("sentAt" or "type" or "messageId") && !JsonNames.IsKey(name);
}
