using System.Text;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Tests.Delivery.Spool;

/// <summary>An operation on a spool: append a group, drain a part, or open it again.</summary>
abstract record SpoolAct
{
    /// <param name="Sizes">The size of each event, in bytes.</param>
    public sealed record Append(int[] Sizes) : SpoolAct;

    /// <param name="Events">The greatest number of events to drain before progress is recorded.</param>
    public sealed record Drain(int Events) : SpoolAct;

    public sealed record Reopen : SpoolAct;
}

/// <summary>A spool over several runs, and a model of its guarantees.</summary>
sealed class SpoolModel
{
    public const long SegmentBytes = 1500;
    readonly FragileDisk _disk;

    // All appended events by sequence, the ones that must be present, and the sequence below which none may be.
    readonly Dictionary<long, string> _appended;
    readonly SortedSet<long> _owed;
    long _recorded;
    long _tried;
    SpoolLog? _log;

    public SpoolModel(FragileDisk disk) => (_disk, _appended, _owed) = (disk, [], []);

    /// <summary>Continues the model with the next run, on the disk of the last one.</summary>
    public SpoolModel(FragileDisk disk, SpoolModel earlier)
    {
        (_disk, _appended, _owed) = (disk, earlier._appended, earlier._owed);
        (_recorded, _tried) = (earlier._recorded, earlier._tried);
    }

    public SpoolLog Log => _log!;

    public List<string> Breaches { get; } = [];

    /// <summary>Opens the spool and compares its events with the guarantees.</summary>
    public void Open()
    {
        var visited = new List<long>();
        _log = new SpoolRecovery(_disk, SegmentBytes, TimeProvider.System, NullLogger<SpoolLog>.Instance).Open(record =>
            visited.Add(record.Sequence)
        );
        var found = Read(_log.Drained, int.MaxValue);
        Check(
            found.Count == found.DistinctBy(one => one.Sequence).Count() && found.SequenceEqual(found.OrderBy(one => one.Sequence)),
            "read in order, once each"
        );
        Check(found.All(one => _appended.GetValueOrDefault(one.Sequence) == Text(one)), "read what was appended");
        Check(found.All(one => one.Sequence >= _recorded), "nothing again that was recorded as drained");
        var there = found.Select(one => one.Sequence).ToHashSet();
        Check(_owed.Where(sequence => sequence >= _tried).All(there.Contains), "every acknowledged event is there");
        Check(visited.SequenceEqual(found.Select(one => one.Sequence)), "the opening saw what is there");
        Check(_log.Next > _appended.Keys.Where(there.Contains).DefaultIfEmpty(-1).Max(), "no number twice");

        // An event that was found must stay from now on, acknowledged before or not.
        _owed.Clear();
        _owed.UnionWith(there);
        _tried = _recorded = Math.Max(_recorded, _log.Drained);
    }

    public void Do(SpoolAct act)
    {
        switch (act)
        {
            case SpoolAct.Append append:
                Append(append.Sizes);
                break;
            case SpoolAct.Drain drain:
                Drain(drain.Events);
                break;
            default:
                _log!.Dispose();
                Open();
                break;
        }
    }

    void Append(int[] sizes)
    {
        var first = _log!.Next;
        var group = sizes.Select((size, place) => Event(first + place, size)).ToList();
        for (var place = 0; place < group.Count; place++)
            _appended[first + place] = Encoding.UTF8.GetString(group[place].Value);

        try
        {
            _log.Append(group);
            _owed.UnionWith(Enumerable.Range(0, group.Count).Select(place => first + place));
        }
        catch (IOException)
        {
            // An unacknowledged event may or may not be present.
        }

        Check(
            _owed.Where(sequence => sequence >= _tried).SequenceEqual(Read(_log.Drained, int.MaxValue).Select(one => one.Sequence)),
            "what is read is what was acknowledged"
        );
    }

    void Drain(int events)
    {
        var read = Read(_log!.Drained, events);
        if (read.Count == 0)
            return;

        _tried = read[^1].Sequence + 1;
        try
        {
            _log.Advance(_tried);
            _recorded = _tried;
        }
        catch (IOException)
        {
            // The events are published, perhaps again after a crash.
        }

        if (_log.IsDrained)
            _log.Clear();
    }

    List<SpooledEvent> Read(long from, int events)
    {
        var read = new List<SpooledEvent>();
        new SpoolCursor(_log!, from, (_, damage) => Breaches.Add($"damaged: {damage}")).Read(read, events, int.MaxValue);
        return read;
    }

    void Check(bool holds, string law)
    {
        if (!holds)
            Breaches.Add(law);
    }

    public static OutgoingEvent Event(long sequence, int size) =>
        new(
            0,
            "t.events",
            Encoding.UTF8.GetBytes($"key-{sequence % 7}"),
            Encoding.UTF8.GetBytes($"{sequence}:".PadRight(size, (char)('a' + (sequence % 26))))
        );

    static string Text(SpooledEvent one) => Encoding.UTF8.GetString(one.Value);
}
