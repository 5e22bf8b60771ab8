using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Keys;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>Builds the rejected event, which holds the original and every reason.</summary>
static class RejectedEvents
{
    const string Stage = "collector";
    const string Text = "utf8";
    const int LongestUserAgent = 1000;

    /// <summary>Returns the rejected event with only the beginning of its original, and a note of what the client sent.</summary>
    /// <param name="length">The most bytes to keep.</param>
    /// <param name="sent">The event as the client sent it, so that the client can recognize it.</param>
    public static RejectedEvent Cut(RejectedEvent whole, ReadOnlyMemory<byte> original, int length, ReadOnlyMemory<byte> sent)
    {
        length = Math.Min(length, original.Length);
        // The start of a character of several bytes is not kept without the rest.
        while (length > 0 && length < original.Length && (original.Span[length] & 0xC0) == 0x80)
            length--;

        var note =
            $"{whole.Message} The {sent.Length} bytes that were sent have the SHA-256 "
            + $"{Convert.ToHexStringLower(SHA256.HashData(sent.Span))}; only the first {length} are kept.";
        return whole with
        {
            Message = note,
            Reasons = [whole.Reasons![0] with { Message = note }, .. whole.Reasons.Skip(1)],
            Original = Encoding.UTF8.GetString(original.Span[..length]),
            OriginalEncoding = RejectedEvent.Cut,
        };
    }

    /// <param name="original">Null when the original is withheld.</param>
    /// <param name="dialect">The dialect of the original's members.</param>
    public static RejectedEvent Of(
        IReadOnlyList<RejectionReason> reasons,
        ReadOnlyMemory<byte>? original,
        string dialect,
        bool isAnonymous,
        RequestFacts facts
    )
    {
        // A server's own headers and address do not describe its users.
        var isServer = facts.Key.Kind == KeyKind.Server;
        var (text, encoding) = original switch
        {
            null => ("", RejectedEvent.Withheld),
            { Span: var bytes } when Utf8.IsValid(bytes) => (Encoding.UTF8.GetString(bytes), Text),
            { Span: var bytes } => (Convert.ToBase64String(bytes), "base64"),
        };
        return new RejectedEvent
        {
            Code = reasons[0].Code,
            Field = reasons[0].Field,
            Message = reasons[0].Message,
            Reasons = reasons,
            Stage = Stage,
            Source = facts.Key.Source,
            Channel = isServer ? EventChannels.Server : EventChannels.Browser,
            Dialect = dialect,
            ReceivedAt = facts.ReceivedAt,
            RequestId = facts.RequestId,
            Original = text,
            OriginalEncoding = encoding,
            Privacy = isAnonymous ? Enricher.Anonymized : null,
            UserAgent = isAnonymous || isServer ? null : Shortened(facts.UserAgent),
            Ip = isAnonymous || isServer ? null : facts.Ip,
            Country = isServer ? null : facts.Country ?? facts.Place?.Country,
            ReplayOf = facts.ReplayOf,
        };
    }

    static string? Shortened(string? userAgent) => userAgent is { Length: > LongestUserAgent } ? userAgent[..LongestUserAgent] : userAgent;
}
