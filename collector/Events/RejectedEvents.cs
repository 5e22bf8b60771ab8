using System.Text;
using System.Text.Unicode;
using Analytics.Collector.Dialects;
using Analytics.Collector.Enrichment;
using Analytics.Contracts;

namespace Analytics.Collector.Events;

/// <summary>Keeps what is refused: whole, with every reason.</summary>
static class RejectedEvents
{
    const string Stage = "collector";

    public static RejectedEvent Of(IReadOnlyList<RejectionReason> reasons, ReadOnlyMemory<byte> original, Dialect dialect, RequestFacts facts)
    {
        var isText = Utf8.IsValid(original.Span);
        return new RejectedEvent
        {
            Code = reasons[0].Code,
            Field = reasons[0].Field,
            Message = reasons[0].Message,
            Reasons = reasons,
            Stage = Stage,
            Source = facts.Key.Source,
            Dialect = dialect.Name,
            ReceivedAt = facts.ReceivedAt,
            RequestId = facts.RequestId,
            Original = isText ? Encoding.UTF8.GetString(original.Span) : Convert.ToBase64String(original.Span),
            OriginalEncoding = isText ? "utf8" : "base64",
        };
    }
}
