using Analytics.Testing.Ledger;
using Range = Analytics.Testing.Ledger.Range;

namespace Faults.Tests;

/// <summary>The check reports a lost event, a duplicate and an event without origin.</summary>
public sealed class LedgerCheckTests
{
    const string Topic = "events";
    const string RejectedTopic = "rejected";
    static readonly DateTime _noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    static readonly History _good = Of(
        sent:
        [
            .. Enumerable.Range(0, 5).Select(number => Sent(number)),
            new("bad", Outcome.Rejected, Facts(9)),
            new("maybe", Outcome.Unknown, Facts(8)),
        ],
        lake: [.. Enumerable.Range(0, 5).Select(number => Row(number, number))],
        rejected: [new(new(RejectedTopic, 0, 0), "bad", "user_missing", "collector")]
    );

    [Fact]
    public void Passes_when_every_event_is_where_it_belongs() => Assert.Empty(LedgerCheck.Breaches(_good));

    [Fact]
    public void Finds_one_loss() => Assert.Equal(["acknowledged and lost"], Laws(Of(_good.Sent, [.. _good.Lake.Take(4)], _good.Rejected)));

    [Fact]
    public void Finds_an_offset_that_the_lake_lacks() =>
        Assert.Contains("offsets that are in no table", Laws(_good with { Lake = [.. _good.Lake.Skip(1)] }));

    [Fact]
    public void Finds_one_duplicate() =>
        Assert.Contains("offsets that occur twice", Laws(_good with { Lake = [.. _good.Lake, _good.Lake[2]] }));

    [Fact]
    public void Finds_a_duplicate_at_another_offset()
    {
        var twice = _good.Lake[2] with { Place = new(Topic, 0, 77) };
        Assert.Contains("rows of no offset", Laws(_good with { Lake = [.. _good.Lake, twice] }));
    }

    [Fact]
    public void Finds_one_phantom()
    {
        var phantom = Row(99, 5);
        Assert.Equal(["in the lake and never sent"], Laws(Of(_good.Sent, [.. _good.Lake, phantom], _good.Rejected)));
    }

    [Fact]
    public void Finds_one_event_counted_twice()
    {
        var counted = _good.Counted.ToDictionary();
        counted[counted.Keys.First()] += new Sum(1, 0);
        Assert.Equal(["counted otherwise than the lake has it"], Laws(_good with { Counted = counted }));
    }

    [Fact]
    public void Finds_an_event_whose_values_differ_from_those_sent()
    {
        var changed = _good.Lake[0] with { Facts = _good.Lake[0].Facts with { Revenue = 1000 } };
        Assert.Equal(["in the lake and not what was sent"], Laws(Of(_good.Sent, [changed, .. _good.Lake.Skip(1)], _good.Rejected)));
    }

    [Fact]
    public void Finds_a_time_that_differs_by_more_than_the_clock_was_wrong()
    {
        LakeEvent[] lake = [Later(_good.Lake[0], TimeSpan.FromHours(1)), .. _good.Lake.Skip(1)];
        var late = Of(_good.Sent, lake, _good.Rejected);
        Assert.Equal(["in the lake and not what was sent"], Laws(late));
        Assert.Empty(LedgerCheck.Breaches(late with { ClockError = TimeSpan.FromHours(1) }));
        Assert.NotEmpty(LedgerCheck.Breaches(late with { ClockError = TimeSpan.FromMinutes(59) }));
    }

    [Fact]
    public void Finds_a_rejected_event_that_was_not_kept_or_not_counted()
    {
        Assert.Equal(["rejected and not kept"], Laws(Of(_good.Sent, _good.Lake, [])));
        Assert.Equal(
            ["rejected counted otherwise than the lake has it"],
            Laws(_good with { RejectedCounts = new Dictionary<string, long>() })
        );
    }

    [Fact]
    public void Finds_an_event_that_sessions_or_dimensions_lack()
    {
        var seen = _good with
        {
            InDimensions = new Dictionary<DateTime, long> { [_noon] = 5 },
            InSessions = (7, 7),
        };
        Assert.Empty(LedgerCheck.Breaches(seen));
        Assert.Equal(
            ["minutes that dimensions count otherwise"],
            Laws(seen with { InDimensions = new Dictionary<DateTime, long> { [_noon] = 4 } })
        );
        Assert.Equal(["events in sessions otherwise than the lake has them"], Laws(seen with { InSessions = (8, 7) }));
        var lake = seen.Lake.Select(row => row with { HasSession = true }).ToList();
        Assert.Empty(LedgerCheck.Breaches(seen with { Lake = lake, InSessions = (12, 7) }));
    }

    [Fact]
    public void A_repeat_in_Kafka_is_a_figure_and_no_breach()
    {
        var history = Of(_good.Sent, [.. _good.Lake, Row(4, 5)], _good.Rejected);
        Assert.Empty(LedgerCheck.Breaches(history));
        Assert.Equal(1, LedgerCheck.Repeats(history));
    }

    [Fact]
    public void Sums_of_earlier_stretches_are_part_of_the_count()
    {
        var before = LedgerCheck.Added(new Dictionary<CountKey, Sum>(), [Row(50, 50)]);
        Assert.Empty(LedgerCheck.Breaches(_good with { CountedBefore = before, Counted = LedgerCheck.Added(before, _good.Lake) }));
        Assert.NotEmpty(LedgerCheck.Breaches(_good with { CountedBefore = before }));
    }

    static IEnumerable<string> Laws(History history) => LedgerCheck.Breaches(history).Select(breach => breach.Law);

    // Kafka and the warehouse agree with the lake.
    static History Of(IReadOnlyList<SentEvent> sent, IReadOnlyList<LakeEvent> lake, IReadOnlyList<LakeRejected> rejected)
    {
        var none = new Dictionary<CountKey, Sum>();
        return new(
            [new Range(Topic, 0, 0, 50), new Range(RejectedTopic, 0, 0, 10)],
            sent,
            [.. lake.Select(row => new KafkaMessage(row.Place, row.Id)), .. rejected.Select(row => new KafkaMessage(row.Place, row.Id))],
            lake,
            rejected,
            LedgerCheck.Added(none, lake),
            none,
            rejected.CountBy(row => row.Code).ToDictionary(code => code.Key, code => (long)code.Value)
        );
    }

    static SentEvent Sent(int number) => new($"e{number}", Outcome.Acked, Facts(number));

    static LakeEvent Row(int number, long offset) => new(new(Topic, 0, offset), $"e{number}", Facts(number));

    static LakeEvent Later(LakeEvent row, TimeSpan by) => row with { Facts = row.Facts with { At = row.Facts.At + by } };

    static EventFacts Facts(int number) => new(_noon.AddSeconds(number), "page", "PL", "EUR", number);
}
