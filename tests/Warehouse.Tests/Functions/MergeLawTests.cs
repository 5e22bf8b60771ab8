using CsCheck;

namespace Warehouse.Tests.Functions;

/// <summary>Merge is associative and commutative: any split of the rows into batches, in any order, leaves the same tables.</summary>
public sealed class MergeLawTests(WarehouseServer server)
{
    static readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    static readonly Gen<LiveRow> _row =
        from second in Gen.OneOf(Gen.Long[_now - 90, _now], Any(0L, 1L, 253402300799L))
        from name in Any("", "page_view", "purchase", "Ż", "a'b")
        from country in Any("", "PL", "DE")
        from money in Gen.OneOf(
            Gen.Const((Currency: "", Revenue: (decimal?)null)),
            Gen.Int[-100_000, 1_000_000_000].Select(units => (Currency: "EUR", Revenue: (decimal?)units / 10_000m))
        )
        from code in Gen.Frequency((9, Gen.Const("")), (1, Any("unparsable", "missing_field")))
        from events in Gen.Int[1, 1000]
        from received in Gen.Long[1_700_000_000_000, 1_800_000_000_000]
        select new LiveRow(
            second,
            "web",
            name,
            country,
            "mobile",
            money.Currency,
            code,
            events,
            money.Revenue,
            received,
            received + events
        );

    static readonly Gen<(LiveRow[] Rows, int[] Order, int[] Cuts)> _split =
        from rows in _row.Array[1, 30]
        from order in Gen.Shuffle(Enumerable.Range(0, rows.Length).ToArray())
        from cuts in Gen.Int[0, rows.Length].Array[0, 5]
        select (rows, order, cuts);

    [Fact]
    public void Any_split_into_batches_is_one_batch()
    {
        using var database = server.Create();
        using var writer = database.Open();

        _split.Sample(
            split =>
            {
                var shuffled = split.Order.Select(place => split.Rows[place]).ToArray();
                int[] bounds = [0, .. split.Cuts.Order(), shuffled.Length];
                var batches = bounds.Zip(bounds.Skip(1), (from, to) => shuffled[from..to]).ToArray();
                Assert.Equal(Outcome(writer, [split.Rows]), Outcome(writer, batches));
            },
            iter: 100,
            threads: 1
        );
    }

    static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static List<string> Outcome(Session session, LiveRow[][] batches)
    {
        using var rolledBack = session.Begin();
        for (var batch = 0; batch < batches.Length; batch++)
            session.Merge(batches[batch], Batches.Of(batch, batch + 1));

        return
        [
            .. session.Rows("TABLE warehouse.event_counts_second ORDER BY bucket, source, name, country, device, currency"),
            .. session.Rows("TABLE warehouse.event_counts_minute ORDER BY bucket, source, name, country, device, currency"),
            .. session.Rows("TABLE warehouse.late_counts_minute ORDER BY bucket, source, name"),
            .. session.Rows("TABLE warehouse.rejected_counts_minute ORDER BY bucket, source, code"),
            .. session.Rows("SELECT sum(events), min(oldest_received_at), max(newest_received_at) FROM warehouse.batches"),
        ];
    }
}
