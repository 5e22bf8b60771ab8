using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Privacy;

/// <summary>
/// Masks the values of secret parameters: a page's address holds the token of a reset password or the code of a sign-in. Where an event's
/// page or referrer has one, or an earlier page that the client names, each text of the event is masked, because clients repeat the address
/// in their properties.
/// </summary>
sealed class SecretParameters
{
    const char Masked = '*';

    /// <summary>The length of the longest name with what begins it, in characters.</summary>
    const int Longest = 64;

    static readonly SearchValues<char> _starts = SearchValues.Create("?&#;");
    static readonly SearchValues<char> _ends = SearchValues.Create("&# \t\r\n\"<>");
    readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;

    public SecretParameters(PrivacyOptions options)
    {
        var names = options.SecretParameters.Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => name.Trim());
        _names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Masks an event that may be stored; one without such a parameter stays as it is.</summary>
    public void Mask(InputEvent input)
    {
        if (!AreIn(input.Context.Page) && !AreIn(input.Properties.Page) && !HasEarlier(input))
            return;

        Mask(input.Context.Page);
        Mask(input.Properties.Page);
        input.Event = Mask(input.Event);
        input.Title = Mask(input.Title);
        input.Properties.Name = Mask(input.Properties.Name);
        input.Original = Mask(new RawJson(input.Original)).Utf8;
        input.Properties.Raw = Mask(input.Properties.Raw);
        input.Context.Own = Mask(input.Context.Own);
        input.Context.Shared = Mask(input.Context.Shared);
        input.Traits = Mask(input.Traits);
        for (var at = 0; at < input.Extra.Count; at++)
            input.Extra[at] = (input.Extra[at].Name, Mask(input.Extra[at].Value));
    }

    bool AreIn(InputPage page) => AreIn(page.Url) || AreIn(page.Referrer) || AreIn(page.Path);

    bool HasEarlier(InputEvent input) => input.Readable && EarlierAddresses.Any(input, AreIn);

    bool AreIn(string? text) => Next(text, 0).IsFound;

    void Mask(InputPage page)
    {
        page.Url = Mask(page.Url);
        page.Path = Mask(page.Path);
        page.Title = Mask(page.Title);
        page.Referrer = Mask(page.Referrer);
    }

    RawJson? Mask(RawJson? json) => json is { } given ? Mask(given) : null;

    /// <summary>Masks the texts of a value; every other byte is unchanged.</summary>
    RawJson Mask(RawJson json)
    {
        var utf8 = json.Utf8.Span;
        var kept = 0;
        ArrayBufferWriter<byte>? written = null;
        var reader = new Utf8JsonReader(utf8, JsonText.AnyDepth);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { } text || !Next(text, 0).IsFound)
                continue;

            written ??= new ArrayBufferWriter<byte>(utf8.Length);
            written.Write(utf8[kept..((int)reader.TokenStartIndex + 1)]);
            written.Write(JsonEncodedText.Encode(Mask(text), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            kept = (int)reader.BytesConsumed - 1;
        }

        written?.Write(utf8[kept..]);
        return written is null ? json : new RawJson(written.WrittenMemory);
    }

    [return: NotNullIfNotNull(nameof(text))]
    string? Mask(string? text)
    {
        var found = Next(text, 0);
        if (!found.IsFound)
            return text;

        var (written, kept) = (new StringBuilder(text!.Length), 0);
        for (; found.IsFound; found = Next(text, kept))
        {
            written.Append(text, kept, found.Start - kept).Append(Masked);
            kept = found.End;
        }

        return written.Append(text, kept, text.Length - kept).ToString();
    }

    /// <summary>Returns the place of the next value to mask.</summary>
    (bool IsFound, int Start, int End) Next(string? text, int from)
    {
        while (text.AsSpan(from).IndexOf('=') is >= 0 and var next)
        {
            from += next + 1;
            if (!IsNamed(text.AsSpan(0, from - 1)))
                continue;

            var rest = text.AsSpan(from);
            var length = rest.IndexOfAny(_ends) is >= 0 and var end ? end : rest.Length;
            if (rest[..length] is not ([] or [Masked]))
                return (true, from, from + length);
        }

        return default;
    }

    /// <summary>True when a text ends with the name of a secret parameter.</summary>
    bool IsNamed(ReadOnlySpan<char> text)
    {
        // The bound keeps a text of equal signs linear.
        var name = text[Math.Max(0, text.Length - Longest)..];
        return name.LastIndexOfAny(_starts) is >= 0 and var start && _names.Contains(name[(start + 1)..]);
    }
}
