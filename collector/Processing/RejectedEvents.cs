using System.Text;
using System.Text.Unicode;
using Analytics.Collector.Enrichment;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>Builds the rejected event, which holds the whole original and every reason.</summary>
static class RejectedEvents
{
    const string Stage = "collector";
    const string Text = "utf8";

    /// <param name="original">Null when the original is withheld.</param>
    /// <param name="dialect">The dialect of the original's members.</param>
    public static RejectedEvent Of(
        IReadOnlyList<RejectionReason> reasons,
        ReadOnlyMemory<byte>? original,
        string dialect,
        RequestFacts facts
    )
    {
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
            Dialect = dialect,
            ReceivedAt = facts.ReceivedAt,
            RequestId = facts.RequestId,
            Original = text,
            OriginalEncoding = encoding,
        };
    }
}
