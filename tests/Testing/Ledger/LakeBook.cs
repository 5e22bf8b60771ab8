using Analytics.Contracts;
using Analytics.Local.Figures;
using Analytics.Testing.Lake;

namespace Analytics.Testing.Ledger;

/// <summary>A row of the lake's events.</summary>
public sealed record LakeEvent(Place Place, string Id, EventFacts Facts, bool HasSession = false);

/// <summary>A row of the lake's rejected events.</summary>
public sealed record LakeRejected(Place Place, string? Id, string Code, string Stage);

/// <summary>Reads the files of the two tables of a local lake.</summary>
/// <param name="lake">The lake's root folder.</param>
public sealed class LakeBook(string lake)
{
    readonly HashSet<string> _read = [];
    readonly DeltaLog _events = new(Path.Combine(lake, LakeTables.Events));
    readonly DeltaLog _rejected = new(Path.Combine(lake, LakeTables.Rejected));

    /// <summary>Returns the number of rows of both tables together, from their logs.</summary>
    public long CountRows() => _events.CountRows() + _rejected.CountRows();

    /// <summary>Returns the rows of the files added since the last call; no test removes rows of this table.</summary>
    public async Task<List<LakeEvent>> NewEventsAsync()
    {
        var rows = new List<LakeEvent>();
        foreach (var file in _events.ReadFiles().Where(_read.Add))
            rows.AddRange(await EventsOfAsync(file));
        return rows;
    }

    /// <summary>Returns all rows.</summary>
    public async Task<List<LakeRejected>> RejectedAsync()
    {
        var rows = new List<LakeRejected>();
        foreach (var file in _rejected.ReadFiles())
            rows.AddRange(await RejectedOfAsync(file));
        return rows;
    }

    static async Task<IEnumerable<LakeEvent>> EventsOfAsync(string file)
    {
        await using var rows = await ParquetRows.OpenAsync(file);
        var places = await PlacesAsync(rows);
        var ids = await rows.TextsAsync("event_id");
        var times = await rows.ValuesAsync<DateTime>("occurred_at");
        var names = await rows.TextsAsync("name");
        var countries = await rows.TextsAsync("country");
        var currencies = await rows.TextsAsync("currency");
        var revenues = await rows.ValuesAsync<decimal>("revenue");
        var sessions = await rows.TextsAsync("session_id");
        return places.Select(
            (place, row) =>
                new LakeEvent(
                    place,
                    ids[row]!,
                    new(
                        DateTime.SpecifyKind(times[row]!.Value, DateTimeKind.Utc),
                        names[row]!,
                        countries[row] ?? "",
                        revenues[row] is null ? "" : currencies[row] ?? "",
                        revenues[row] ?? 0
                    ),
                    !string.IsNullOrEmpty(sessions[row])
                )
        );
    }

    static async Task<IEnumerable<LakeRejected>> RejectedOfAsync(string file)
    {
        await using var rows = await ParquetRows.OpenAsync(file);
        var places = await PlacesAsync(rows);
        var codes = await rows.TextsAsync("code");
        var stages = await rows.TextsAsync("stage");
        var originals = await rows.TextsAsync("original");
        return places.Select((place, row) => new LakeRejected(place, EventId.Of(originals[row]!), codes[row]!, stages[row]!));
    }

    static async Task<IReadOnlyList<Place>> PlacesAsync(ParquetRows rows)
    {
        var topics = await rows.TextsAsync("topic");
        var partitions = await rows.ValuesAsync<int>("partition");
        var offsets = await rows.ValuesAsync<long>("offset");
        return [.. topics.Select((topic, row) => new Place(topic!, partitions[row]!.Value, offsets[row]!.Value))];
    }
}
