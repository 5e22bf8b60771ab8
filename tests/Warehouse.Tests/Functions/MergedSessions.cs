using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

/// <summary>Merges of today's events, as the query sessions makes them.</summary>
public abstract class MergedSessions(WarehouseServer server) : FreshDatabase(server)
{
    protected DateTimeOffset Noon { get; } = new(TimeProvider.System.GetUtcNow().Date.AddHours(12), TimeSpan.Zero);

    protected SentEvent At(int seconds, string id, string? path = null) => new(Noon.AddSeconds(seconds), id, Path: path);

    protected void Merge(int batch, params SentEvent[] events) =>
        Writer.MergeSessions(
            events.SelectMany(one => one.Rows()).Where(row => row.Dimension != SessionsRow.Event),
            Batches.Of(batch, batch + 1, query: QueryNames.Sessions, id: batch + 1)
        );
}
