using System.Text;
using System.Text.Unicode;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Keys;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>Builds the rejected event, which holds the whole original and every reason.</summary>
static class RejectedEvents
{
    const string Stage = "collector";
    const string Text = "utf8";
    const int LongestUserAgent = 1000;

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
