namespace Analytics.Testing.Ledger;

/// <summary>A violated law.</summary>
/// <param name="Law">The law in words.</param>
/// <param name="Cases">The cases that violate it.</param>
public sealed record Breach(string Law, IReadOnlyList<string> Cases)
{
    const int Shown = 20;

    public override string ToString() =>
        $"{Law}: {Cases.Count}\n  {string.Join("\n  ", Cases.Take(Shown))}{(Cases.Count > Shown ? "\n  ..." : "")}";
}

/// <summary>Checks that count in equals count out, by sets and not only by sums.</summary>
public static class LedgerCheck
{
    public const string Lost = "acknowledged and lost";
    public const string Twice = "offsets that occur twice";
    public const string NoOffset = "rows of no offset";

    /// <summary>Returns the violated laws; none when every event is in its place exactly once.</summary>
    public static IReadOnlyList<Breach> Breaches(History history)
    {
        var sent = history.Sent.ToLookup(one => one.Id);
        var inRange = history.Rejected.Where(row => history.Ranges.Any(range => range.Holds(row.Place))).ToList();
        var arrived = history.Lake.Select(row => row.Id).ToHashSet();
        var kept = inRange.Select(row => row.Id).OfType<string>().ToHashSet();
        return
        [
            .. Law(
                Lost,
                history
                    .Sent.Where(one => one.Outcome is Outcome.Acked && !arrived.Contains(one.Id) && !kept.Contains(one.Id))
                    .Select(one => one.Id)
            ),
            .. Law(
                "rejected and not kept",
                history.Sent.Where(one => one.Outcome is Outcome.Rejected && !kept.Contains(one.Id)).Select(one => one.Id)
            ),
            .. Law(
                "rejected and nevertheless counted",
                history.Sent.Where(one => one.Outcome is Outcome.Rejected && arrived.Contains(one.Id)).Select(one => one.Id)
            ),
            .. Law("in the lake and never sent", history.Lake.Where(row => !sent.Contains(row.Id)).Select(row => row.ToString())),
            .. Law(
                "in the lake and not what was sent",
                history
                    .Lake.Where(row => sent[row.Id].FirstOrDefault() is { } one && !IsSame(one.Facts, row.Facts, history.ClockError))
                    .Select(row => $"{row}; sent {sent[row.Id].First().Facts}")
            ),
            .. Places(history, inRange),
            .. Law(
                "rejected offsets that occur twice",
                history.Rejected.CountBy(row => row.Place).Where(place => place.Value > 1).Select(place => $"{place.Key} x {place.Value}")
            ),
            .. Law("counted otherwise than the lake has it", Differences(Added(history.CountedBefore, history.Lake), history.Counted)),
            .. Law(
                "minutes that dimensions count otherwise",
                history.InDimensions is { } counted ? Differences(ByMinute(history.Counted), counted) : []
            ),
            .. Law(
                "events in sessions otherwise than the lake has them",
                history.InSessions is { } sessions && sessions.LakeBefore + history.LakeInSessions != sessions.Warehouse
                    ? [$"lake {sessions.LakeBefore} + {history.LakeInSessions}, warehouse {sessions.Warehouse}"]
                    : []
            ),
            .. Law(
                "rejected counted otherwise than the lake has it",
                Differences(
                    history.Rejected.CountBy(row => row.Code).ToDictionary(code => code.Key, code => (long)code.Value),
                    history.RejectedCounts
                )
            ),
        ];
    }

    /// <summary>The events that the lake holds more than once; each must be in Kafka as often.</summary>
    public static int Repeats(History history) => history.Lake.CountBy(row => row.Id).Sum(id => id.Value - 1);

    /// <summary>The sums of the lake's events, added to the earlier sums.</summary>
    public static Dictionary<CountKey, Sum> Added(IReadOnlyDictionary<CountKey, Sum> before, IEnumerable<LakeEvent> rows)
    {
        var sums = before.ToDictionary();
        foreach (var row in rows)
        {
            var key = CountKey.Of(row.Facts);
            sums[key] = sums.GetValueOrDefault(key) + new Sum(1, row.Facts.Revenue);
        }

        return sums;
    }

    static bool IsSame(EventFacts sent, EventFacts stored, TimeSpan clockError) =>
        (stored.At - sent.At).Duration() <= clockError && stored with { At = sent.At } == sent;

    static Dictionary<DateTime, long> ByMinute(IReadOnlyDictionary<CountKey, Sum> counted) =>
        counted.GroupBy(sum => sum.Key.Minute).ToDictionary(minute => minute.Key, minute => minute.Sum(sum => sum.Value.Events));

    // Every Kafka offset is one row of one lake table, with the same event as in Kafka.
    static IEnumerable<Breach> Places(History history, List<LakeRejected> rejected)
    {
        var rows = history
            .Lake.Select(row => (row.Place, Id: (string?)row.Id))
            .Concat(rejected.Select(row => (row.Place, row.Id)))
            .ToLookup(row => row.Place, row => row.Id);
        var kafka = history.Kafka.ToDictionary(message => message.Place, message => message.Id);
        return
        [
            .. Law("offsets that are in no table", kafka.Keys.Where(place => !rows.Contains(place)).Select(place => place.ToString())),
            .. Law(Twice, rows.Where(place => place.Count() > 1).Select(place => $"{place.Key} x {place.Count()}")),
            .. Law(NoOffset, rows.Where(place => !kafka.ContainsKey(place.Key)).Select(place => place.Key.ToString())),
            .. Law(
                "rows that hold another event than Kafka",
                rows.Where(place => kafka.TryGetValue(place.Key, out var id) && place.Any(held => held != id))
                    .Select(place => $"{place.Key}: {string.Join(", ", place)}, Kafka {kafka[place.Key]}")
            ),
        ];
    }

    static IEnumerable<string> Differences<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> lake,
        IReadOnlyDictionary<TKey, TValue> warehouse
    )
        where TKey : notnull
        where TValue : struct =>
        lake
            .Keys.Union(warehouse.Keys)
            .Where(key => !lake.GetValueOrDefault(key).Equals(warehouse.GetValueOrDefault(key)))
            .Select(key => $"{key}: lake {lake.GetValueOrDefault(key)}, warehouse {warehouse.GetValueOrDefault(key)}");

    static IEnumerable<Breach> Law(string law, IEnumerable<string> cases) =>
        cases.ToList() is { Count: > 0 } found ? [new Breach(law, found)] : [];
}
