using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;
using Analytics.Collector.Reading;
using Analytics.Contracts;

namespace Analytics.Collector.Processing;

/// <summary>Processes each event of a request. A body that can't be read becomes one rejected event.</summary>
sealed class RequestProcessor(EventProcessor events, ReplayReader replays, PrivacyRule privacy, EventMessages messages)
{
    public ProcessedRequest Process(IncomingRequest request, Dialect dialect) =>
        request.Envelope.IsGood
            ? Process(request.Envelope.Value, dialect, request.Facts)
            : Unreadable(request.Body.Memory, request.Envelope.Problem, dialect, request.Facts);

    public ProcessedRequest Process(Envelope envelope, Dialect dialect, RequestFacts facts)
    {
        var processed = new List<ProcessedEvent>(envelope.Events.Count);
        envelope.CutAddresses();
        for (var index = 0; index < envelope.Events.Count; index++)
        {
            var input = new ProcessingInput(envelope.Events[index], envelope.Of(index), dialect, facts);
            if (facts.Key.Kind == KeyKind.Operator && replays.Read(index, ref input) is { } problem)
                return ProcessedRequest.Refused(facts, problem);

            processed.Add(events.Process(index, input));
        }

        return new ProcessedRequest(facts, processed);
    }

    /// <summary>
    /// Rejects a body that can't be split into events: it is kept as one rejected event, unless the dialect stores nothing.
    /// </summary>
    ProcessedRequest Unreadable(ReadOnlyMemory<byte> body, Problem problem, Dialect dialect, RequestFacts facts)
    {
        if (!dialect.Stores || problem.Code != Problem.Unreadable || facts.Key.Kind == KeyKind.Operator)
            return ProcessedRequest.Refused(facts, problem);

        var wish = privacy.Decide(null, facts.Key.Policy, facts.Wishes);
        var processed = wish.IsDrop
            ? ProcessedEvent.Dropped(0, null, wish)
            : messages.Reject(
                0,
                null,
                [new(RejectionCodes.Unparsable, null, problem.Detail)],
                body,
                wish.IsAnonymize ? null : Original.OfText(body, facts),
                dialect,
                facts
            );
        return ProcessedRequest.Refused(facts, problem, processed);
    }
}
