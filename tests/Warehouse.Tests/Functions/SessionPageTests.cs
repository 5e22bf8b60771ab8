using Analytics.Contracts;
using Analytics.Warehouse;

namespace Warehouse.Tests.Functions;

/// <summary>
/// Runs alone: PostgreSQL reuses the room of a page only when no older transaction of the whole server is open, and other tests hold some.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
public sealed class SessionPageTests(WarehouseServer server)
{
    [Fact]
    public void Updates_of_a_session_stay_in_their_page()
    {
        using var database = server.Create();
        using var admin = database.Open();
        using var writer = database.Open(Roles.Writer);
        var noon = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date.AddHours(12), TimeSpan.Zero);
        var sessions = Enumerable
            .Range(0, 100)
            .Select(place => new SentEvent(noon, "a", Path: "/") with { Session = $"s-{place}", Visitor = $"v-{place}" })
            .ToArray();
        Merge(writer, 0, sessions);
        var shares = Enumerable
            .Range(0, 10)
            .Select(round => HotShare(admin, writer, () => Round(writer, sessions, noon, round * 8)))
            .ToList();

        Assert.Equal(100L, admin.Value<long>("SELECT count(*) FROM warehouse.live_sessions WHERE events = 21"));
        Assert.True(shares.Max() > 0.9, $"Of the updates are HOT: {string.Join(", ", shares.Select(share => $"{share:P0}"))}.");
    }

    // A visitor has an event every few seconds, so a batch updates some of the sessions that are open.
    static void Round(Session writer, SentEvent[] sessions, DateTimeOffset noon, int first)
    {
        for (var batch = first + 1; batch <= first + 8; batch++)
        {
            var some = sessions.Where((_, place) => place % 4 == batch % 4);
            Merge(writer, batch, [.. some.Select(one => one with { At = noon.AddSeconds(batch), Id = $"{batch}" })]);
        }
    }

    // A server that analyzes the table meanwhile keeps the room of old rows for a while, so not every round is as good as the best.
    static double HotShare(Session admin, Session writer, Action round)
    {
        var (updated, hot) = (Updates(admin, "n_tup_upd"), Updates(admin, "n_tup_hot_upd"));
        round();
        writer.Execute("SELECT pg_stat_force_next_flush()");
        return (double)(Updates(admin, "n_tup_hot_upd") - hot) / (Updates(admin, "n_tup_upd") - updated);
    }

    static long Updates(Session admin, string counter) =>
        admin.Value<long>($"SELECT {counter} FROM pg_stat_user_tables WHERE relname = 'live_sessions'");

    static void Merge(Session writer, int batch, params SentEvent[] events) =>
        writer.MergeSessions(
            events.SelectMany(one => one.Rows()).Where(row => row.Dimension != SessionsRow.Event),
            Batches.Of(batch, batch + 1, query: QueryNames.Sessions, id: batch + 1)
        );
}
