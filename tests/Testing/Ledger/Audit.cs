using Analytics.Local.Postgres;
using Analytics.Local.Stack;
using Confluent.Kafka;
using Npgsql;

namespace Analytics.Testing.Ledger;

/// <summary>Compares the books of a local stack, one stretch of traffic after another.</summary>
public sealed class Audit(LocalStack stack) : IDisposable
{
    // The limit is three times the target of a drain: the machine is shared.
    static readonly TimeSpan _toDrain = 3 * TimeSpan.FromSeconds(60);

    readonly KafkaBook _kafka = new(stack.Kafka.BootstrapServers, stack.Topics);
    readonly SpoolBook _spool = new(stack.Collector.Url);
    readonly LakeBook _lake = new(stack.Lake);
    IReadOnlyDictionary<TopicPartition, long> _from = new Dictionary<TopicPartition, long>();
    IReadOnlyDictionary<CountKey, Sum> _counted = new Dictionary<CountKey, Sum>();
    long _inSessions;

    public WarehouseBook Warehouse { get; } = new(stack.Postgres.ConnectionString(Role.Admin));

    /// <summary>Waits until both sinks hold every message in Kafka, then reads every book since the last call.</summary>
    /// <param name="clockError">How far the collector's clock was wrong at most.</param>
    public async Task<History> ReadAsync(IReadOnlyList<SentEvent> sent, TimeSpan clockError = default)
    {
        var ends = await DrainAsync();
        var ranges = ends.Select(end => new Range(end.Key.Topic, end.Key.Partition, _from.GetValueOrDefault(end.Key), end.Value)).ToList();
        var history = new History(
            ranges,
            sent,
            [.. _kafka.Read(ranges)],
            await _lake.NewEventsAsync(),
            await _lake.RejectedAsync(),
            await Warehouse.CountedAsync(),
            _counted,
            await Warehouse.RejectedAsync()
        )
        {
            InDimensions = await Warehouse.InDimensionsAsync(),
            ClockError = clockError,
            InSessions = (await Warehouse.InSessionsAsync(), _inSessions),
        };
        (_from, _counted) = (ends, LedgerCheck.Added(_counted, history.Lake));
        _inSessions += history.LakeInSessions;
        return history;
    }

    public void Dispose()
    {
        _kafka.Dispose();
        _spool.Dispose();
    }

    async Task<IReadOnlyDictionary<TopicPartition, long>> DrainAsync()
    {
        await Poll.UntilAsync("the collector's spool is empty", _spool.IsEmptyAsync, _toDrain);
        IReadOnlyDictionary<TopicPartition, long> ends = new Dictionary<TopicPartition, long>();
        await Poll.UntilAsync(
            async () =>
            {
                var before = ends;
                ends = _kafka.Ends();
                var moves = before.Count == 0 || ends.Any(end => before[end.Key] != end.Value);
                var positions = await PositionsAsync();
                var behind = ends.Sum(end => end.Value - positions.GetValueOrDefault((end.Key.Topic, end.Key.Partition.Value)));
                return (moves, behind, inLake: _lake.CountRows());
            },
            state => !state.moves && state.behind == 0 && state.inLake >= ends.Values.Sum(),
            state => $"the warehouse is {state.behind} offsets behind, and the lake holds {state.inLake} of {ends.Values.Sum()}",
            _toDrain,
            TimeSpan.FromMilliseconds(500)
        );
        return ends;
    }

    async Task<Dictionary<(string Topic, int Partition), long>> PositionsAsync()
    {
        try
        {
            return await Warehouse.PositionsAsync();
        }
        catch (NpgsqlException)
        {
            // The database is recovering and cannot be read yet.
            return [];
        }
    }
}
