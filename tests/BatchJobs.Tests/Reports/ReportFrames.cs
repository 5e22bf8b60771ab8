using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Reports;

/// <summary>The frames that the report reads, computed from the visits by plain loops.</summary>
sealed class ReportFrames(SparkSession session, IReadOnlyList<Visit> visits)
{
    readonly List<Visit> _people = [.. visits.Where(visit => !visit.IsBot)];

    public DataFrame Events => Frames.Events(session, visits.SelectMany(visit => visit.Events));

    public DataFrame Sessions =>
        Frames.Sessions(
            session,
            visits.Select(visit => new
            {
                day = visit.Day,
                source = visit.Source,
                session_id = visit.SessionId,
                user_key = visit.Visitor,
                started_at = visit.StartedAt,
                last_at = visit.LastAt,
                is_bounce = visit.IsBounce,
                is_bot = visit.IsBot,
                channel = visit.Channel,
            })
        );

    public DataFrame VisitorDays =>
        Frames.VisitorDays(
            session,
            _people
                .SelectMany(visit =>
                    visit.Events.Select(e => (visit.Source, visit.Visitor, DateOnly.FromDateTime(e.OccurredAt!.Value.UtcDateTime)))
                )
                .Distinct()
        );

    public DataFrame VisitorFirst =>
        Frames.VisitorFirst(
            session,
            _people
                .GroupBy(visit => (visit.Source, visit.Visitor))
                .Select(of => of.MinBy(visit => visit.StartedAt)!)
                .Select(first => (first.Source, first.Visitor, first.Day, (string?)first.Channel))
        );
}
