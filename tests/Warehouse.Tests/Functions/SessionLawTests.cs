using Analytics.Contracts;
using CsCheck;

namespace Warehouse.Tests.Functions;

/// <summary>
/// The merges of sessions are associative and commutative: any split of the events into batches, in any order, leaves the same tables.
/// </summary>
public sealed class SessionLawTests(WarehouseServer server)
{
    static readonly DateTimeOffset _now = new(
        TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute,
        default
    );

    static readonly DateTimeOffset[] _times =
    [
        _now,
        _now.AddMicroseconds(-1),
        _now.AddSeconds(-5),
        _now.AddHours(-26),
        new(2025, 12, 31, 23, 59, 59, TimeSpan.Zero),
        new(2026, 1, 1, 0, 0, 1, TimeSpan.Zero),
        new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero),
    ];

    // Two events of one id and time differ in nothing: the merges tell events apart by both.
    static readonly Gen<SentEvent[]> _events = (
        from at in Any(_times)
        from session in Any("", "s", "t", "ż'\"\\")
        from visitor in Any("", "a", "b")
        from user in Any(null, "u-1", "u-2")
        from path in Any(null, "/", "/a", "/😀")
        from country in Any("PL", "DE", "")
        from channel in Any("direct", "search", null)
        from money in Any<(string Currency, decimal? Revenue)>(
            ("", null),
            ("EUR", 0.1m),
            ("EUR", -12.3456m),
            ("PLN", 99_999_999_999_999.9999m)
        )
        from isBot in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
        from isAction in Gen.Bool
        select new SentEvent(
            at,
            "",
            "web",
            session,
            visitor,
            user,
            path,
            country,
            channel,
            money.Currency,
            money.Revenue,
            isBot,
            isAction,
            isAction
        )
    )
        .Array[1, 25]
        .Select(events => events.Select((one, place) => one with { Id = $"{(char)('z' - (place * 7 % 26))}{place}" }).ToArray());

    static readonly Gen<(SentEvent[] Events, int[] Order, int[] Cuts)> _split =
        from events in _events
        from order in Gen.Shuffle(Enumerable.Range(0, events.Length).ToArray())
        from cuts in Gen.Int[0, events.Length].Array[0, 6]
        select (events, order, cuts);

    [Theory]
    [InlineData(QueryNames.Sessions)]
    [InlineData(QueryNames.HistoricalMetrics)]
    public void Any_split_into_batches_is_one_batch(string query)
    {
        using var database = server.Create();
        using var writer = database.Open();

        _split.Sample(
            split =>
            {
                var shuffled = split.Order.Select(place => split.Events[place]).ToArray();
                int[] bounds = [0, .. split.Cuts.Order(), shuffled.Length];
                var batches = bounds.Zip(bounds.Skip(1), (from, to) => shuffled[from..to]).ToArray();
                Assert.Equal(Outcome(writer, query, [split.Events]), Outcome(writer, query, batches));
            },
            iter: 100,
            threads: 1
        );
    }

    static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static List<string> Outcome(Session session, string query, SentEvent[][] batches)
    {
        using var rolledBack = session.Begin();
        for (var batch = 0; batch < batches.Length; batch++)
        {
            var rows = batches[batch].SelectMany(one => one.Rows());
            var about = Batches.Of(batch, batch + 1, query: query);
            if (query == QueryNames.Sessions)
                session.MergeSessions(rows.Where(row => row.Dimension != SessionsRow.Event), about);
            else
                session.MergeHistorical(rows, about);
        }

        return
        [
            .. session.Rows("TABLE warehouse.live_sessions ORDER BY source, session_id"),
            .. session.Rows("TABLE warehouse.live_visitors ORDER BY source, user_key"),
            .. session.Rows("TABLE warehouse.active_visitors ORDER BY source, user_key"),
            .. session.Rows("TABLE warehouse.dimension_counts_minute ORDER BY bucket, source, dimension, value, currency"),
            .. session.Rows("TABLE warehouse.dimension_values ORDER BY source, dimension, value"),
            .. session.Rows("TABLE warehouse.event_counts_minute ORDER BY bucket, source, name, country, device, currency"),
            .. session.Rows("SELECT sum(events), min(oldest_received_at), max(newest_received_at) FROM warehouse.batches"),
        ];
    }
}
