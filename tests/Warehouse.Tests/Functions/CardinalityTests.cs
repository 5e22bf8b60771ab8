using System.Globalization;
using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

/// <summary>
/// Random names and values of a hostile source leave the tables under their bounds and the sums exact: 20,000 of them, or the
/// more that ANALYTICS_TEST_NAMES says.
/// </summary>
public sealed class CardinalityTests : IDisposable
{
    const int NameLimit = 2_000;
    const int ValueLimit = 10_000;
    const int Batch = 2_000;
    const int Minutes = 3;
    static readonly int _names = Math.Max(
        2 * ValueLimit,
        int.Parse(Environment.GetEnvironmentVariable("ANALYTICS_TEST_NAMES") ?? "0", CultureInfo.InvariantCulture)
    );

    readonly Random _chance = new(7);
    readonly Database _database;
    readonly Session _admin;
    readonly Session _writer;
    readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60;

    public CardinalityTests(WarehouseServer server)
    {
        _database = server.Create();
        _admin = _database.Open();
        _writer = _database.Open(Roles.Writer);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _admin.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Random_names_leave_every_table_under_its_bound_and_the_sums_exact()
    {
        // The first name was registered before the attack, the second is new.
        _writer.Merge([new(_now, Name: "purchase", Events: 3)], Batches.Of(0, 1));
        var revenue = 0m;
        for (var sent = 0; sent < _names; sent += Batch)
        {
            var rows = Enumerable
                .Range(0, Math.Min(Batch, _names - sent))
                .Select(_ => new LiveRow(
                    _now - (60 * _chance.Next(Minutes)),
                    Name: Text(),
                    Currency: "EUR",
                    Revenue: _chance.Next(100_000) / 100m
                ))
                .ToList();
            revenue += rows.Sum(row => row.Revenue!.Value);
            _writer.Merge(rows, Batches.Of(1 + sent, 1 + sent + rows.Count, id: sent + 1));
        }

        Assert.Equal([$"{NameLimit}"], _admin.Rows("SELECT count(*) FROM warehouse.event_names"));
        string[] tables = ["event_counts_second", "event_counts_minute"];
        Assert.All(tables, table =>
        {
            Assert.Equal(
                [$"{_names + 3}|{_names - (NameLimit - 1)}"],
                _admin.Rows($"SELECT sum(events), sum(events) FILTER (WHERE name = '(other)') FROM warehouse.{table}")
            );
            Assert.Equal(revenue, _admin.Value<decimal>($"SELECT sum(revenue) FROM warehouse.{table}"));
            Assert.InRange(_admin.Value<long>($"SELECT count(*) FROM warehouse.{table}"), NameLimit, (NameLimit + 1) * Minutes);
            Assert.Equal(["3"], _admin.Rows($"SELECT events FROM warehouse.{table} WHERE name = 'purchase'"));
        });
    }

    [Fact]
    public void A_batch_of_unknown_names_counts_the_registry_once()
    {
        Merge(0);
        using var transaction = _admin.Begin();
        var before = Read();
        _admin.Merge(Names(), Batches.Of(1, 2, id: 1));
        Assert.InRange(Read() - before, 1, 50 * Batch);

        _admin.Execute(
            "SELECT warehouse.register_names($1, $2)",
            Names().Select(_ => "web").ToArray(),
            Names().Select(row => row.Name).ToArray()
        );
        Assert.InRange(Read() - before, 1, 100 * Batch);

        void Merge(int batch) => _writer.Merge(Names(), Batches.Of(batch, batch + 1, id: batch));
        IEnumerable<LiveRow> Names() => Enumerable.Range(0, Batch).Select(_ => new LiveRow(_now, Name: Text())).ToList();
        long Read() =>
            _admin.Value<long>(
                """
                SELECT coalesce(sum(seq_tup_read + idx_tup_fetch + idx_scan), 0)::bigint
                FROM pg_stat_xact_user_tables WHERE relname = 'event_names'
                """
            );
    }

    [Fact]
    public void Random_values_leave_every_dimension_under_its_bound_and_the_sums_exact()
    {
        for (var sent = 0; sent < _names; sent += Batch)
        {
            var rows = Enumerable
                .Range(0, Math.Min(Batch, _names - sent))
                .Select(_ =>
                    $$"""
                        {"minute":{{_now - (60 * _chance.Next(Minutes))}},"source":"web","dimension":"page","value":"/{{Text()}}",
                        "events":1,"page_views":1}
                        """
                );
            _admin.Execute("SELECT warehouse.add_parts($1::json)", $"[{string.Join(',', rows)}]");
        }

        Assert.Equal([$"{ValueLimit}"], _admin.Rows("SELECT count(*) FROM warehouse.dimension_values"));
        Assert.Equal(
            [$"{_names}|{_names}|{_names - ValueLimit}"],
            _admin.Rows(
                "SELECT sum(events), sum(page_views), sum(events) FILTER (WHERE value = '(other)') FROM warehouse.dimension_counts_minute"
            )
        );
        Assert.InRange(_admin.Value<long>("SELECT count(*) FROM warehouse.dimension_counts_minute"), ValueLimit, ValueLimit + Minutes);
    }

    string Text() => $"{_chance.NextInt64():x16}{_chance.NextInt64():x16}";
}
