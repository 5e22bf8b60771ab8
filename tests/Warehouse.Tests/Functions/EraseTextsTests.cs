using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

public sealed class EraseTextsTests(WarehouseServer server) : MergedSessions(server)
{
    const string Page = "/users/canary-1";

    static readonly string[] _wanted = [Page];

    [Fact]
    public async Task Merges_go_on_meanwhile_and_no_event_is_lost_or_counted_twice()
    {
        const int batches = 80;
        var merging = Task.Run(
            () =>
            {
                for (var batch = 0; batch < batches; batch++)
                    Merge(batch, At(batch, $"a{batch}", Page), At(batch, $"b{batch}", "/") with { Session = "t", Visitor = "b" });
            },
            TestContext.Current.CancellationToken
        );
        var renamed = 0L;
        while (!merging.IsCompleted)
            renamed += Erase();
        await merging;
        renamed += Erase();

        Assert.True(renamed > 0, "rows were renamed");
        Assert.Equal(
            [$"(erased)|{batches}", $"/|{batches}"],
            Admin.Rows(
                "SELECT value, sum(events) FROM warehouse.dimension_counts_minute WHERE dimension = 'page' GROUP BY value ORDER BY value"
            )
        );
        Assert.Equal(
            [$"s|(erased)|(erased)|{batches}", $"t|/|/|{batches}"],
            Admin.Rows("SELECT session_id, entry_path, exit_path, events FROM warehouse.live_sessions ORDER BY 1")
        );
    }

    [Fact]
    public void Only_the_source_and_the_times_asked_for_are_renamed()
    {
        Merge(0, At(0, "a", Page), At(0, "b", Page) with { Source = "shop", Session = "t" });

        Assert.Equal([Page], Find("dimension_values", "shop"));
        Assert.Equal(0, Erase("dimension_counts_minute", "shop", Noon.AddMinutes(1), Noon.AddDays(1)));
        Assert.Equal(0, Erase("dimension_values", "shop", Noon.AddDays(-1), Noon.AddDays(1))); // It has no time.
        Assert.Equal(1, Erase("dimension_counts_minute", "shop", Noon.AddMinutes(-1), Noon.AddMinutes(1)));
        Assert.Equal(
            ["shop|(erased)", $"web|{Page}"],
            Admin.Rows("SELECT source, value FROM warehouse.dimension_counts_minute WHERE dimension = 'page' ORDER BY 1")
        );
    }

    /// <summary>A column that has its name from the texts of clients has them in every table.</summary>
    [Fact]
    public void Every_table_with_texts_of_clients_is_named() =>
        Assert.Equal(
            // A country and a device of a count are of a fixed list; a step's name is the operator's.
            [
                "event_counts_minute|country",
                "event_counts_minute|device",
                "event_counts_second|country",
                "event_counts_second|device",
                "funnel_steps|name",
            ],
            Admin.Rows(
                """
                SELECT c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'warehouse'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                    AND a.atttypid = 'text'::regtype AND a.attnum > 0
                    AND (a.attname IN (SELECT unnest(texts) FROM warehouse.client_texts()) OR a.attname LIKE '%path')
                    AND NOT EXISTS (SELECT FROM warehouse.client_texts() AS t WHERE t.target = c.relname AND a.attname = ANY (t.texts))
                ORDER BY c.relname COLLATE "C", a.attname COLLATE "C"
                """
            )
        );

    long Erase() =>
        Erase("dimension_values", null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
        + Erase("dimension_counts_minute", null, Noon.AddHours(-1), Noon.AddHours(1))
        + Erase("live_sessions", null, Noon.AddHours(-1), Noon.AddHours(1));

    long Erase(string table, string? source, DateTimeOffset from, DateTimeOffset to) =>
        Batch.Value<long>(
            $"SELECT {WarehouseFunctions.EraseTexts}($1, $2, $3::text, $4, $5)",
            table,
            _wanted,
            source,
            from.UtcDateTime,
            to.UtcDateTime
        );

    List<string> Find(string table, string source) =>
        [
            .. Batch
                .Rows($"SELECT {WarehouseFunctions.FindTexts}($1, $2, '-infinity', 'infinity')", table, source)
                .Where(text => text == Page),
        ];
}
