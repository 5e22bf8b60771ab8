using Analytics.Contracts;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.SparkJobs.Sources;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>
/// Records a query's state and lag once a second on a separate connection, also while the query is idle or its batches hang. While Kafka
/// does not answer, the lag is unknown.
/// </summary>
sealed partial class Heartbeat(QueryState state, KafkaCluster kafka, NpgsqlDataSource warehouse, TimeProvider clock, ILogger log)
{
    static readonly TimeSpan _period = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _lastLimit = TimeSpan.FromSeconds(2);
    static readonly TimeSpan _kafkaLimit = TimeSpan.FromSeconds(2);

    readonly Completeness _completeness = new();
    bool _isKafkaAway;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_period, clock);
        var failed = false;
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                try
                {
                    await BeatAsync(stopping);
                    failed = false;
                }
                catch (Exception e) when (e is NpgsqlException or TimeoutException)
                {
                    if (!failed)
                        LogMissed(state.Query, Failure.Summary(e)); // Logs once for each outage, not once a second.

                    failed = true;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await LastAsync();
        }
    }

    // The last state tells a query that was stopped from one that is gone; a query that failed stays in the state of its failure.
    async Task LastAsync()
    {
        using var limit = new CancellationTokenSource(_lastLimit);
        try
        {
            await RecordAsync(state.Phase == QueryPhase.Restarting ? state.PhaseText : "stopping", null, limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            LogMissed(state.Query, Failure.Summary(e));
        }
    }

    async Task BeatAsync(CancellationToken stopping)
    {
        var at = clock.GetUtcNow();
        var committed = state.Ends;
        long? lag = null;
        if (committed.Count > 0 && await EndsAsync(committed.Keys, stopping) is { } ends)
        {
            _completeness.Sample(at, ends, state.Ends);
            lag = Completeness.Lag(ends, state.Ends);
            LagMetrics.Lag(state.Query, lag.Value);
            if (_completeness.UpTo is { } upTo)
                LagMetrics.CompleteUpTo(state.Query, upTo);
        }

        await RecordAsync(StateText(lag), lag, stopping);
    }

    // Null when Kafka does not answer in time, which is logged once for each outage.
    async Task<IReadOnlyDictionary<TopicPartition, long>?> EndsAsync(IEnumerable<TopicPartition> partitions, CancellationToken stopping)
    {
        try
        {
            var ends = await kafka.EndsAsync(partitions, _kafkaLimit).WaitAsync(_kafkaLimit, clock, stopping);
            _isKafkaAway = false;
            return ends;
        }
        catch (Exception e) when (e is KafkaException or TimeoutException)
        {
            if (!_isKafkaAway)
                LogLagUnknown(state.Query, Failure.Summary(e));

            _isKafkaAway = true;
            return null;
        }
    }

    async Task RecordAsync(string text, long? lag, CancellationToken stopping)
    {
        await using var command = warehouse.CreateCommand($"SELECT {WarehouseFunctions.RecordHeartbeat}($1, $2, $3, $4)");
        command.Parameters.AddWithValue(state.Query);
        command.Parameters.AddWithValue(text);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = lag is null ? DBNull.Value : lag });
        command.Parameters.Add(
            new NpgsqlParameter
            {
                NpgsqlDbType = NpgsqlDbType.TimestampTz,
                Value = _completeness.UpTo is { } time ? time.UtcDateTime : DBNull.Value,
            }
        );
        await command.ExecuteNonQueryAsync(stopping);
    }

    string StateText(long? lag) => state.Phase == QueryPhase.Running && lag > 10_000 ? "catching_up" : state.PhaseText;

    [LoggerMessage(Level = LogLevel.Warning, Message = "stream.heartbeat.missed: {Query}: {Reason}")]
    partial void LogMissed(string query, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "stream.heartbeat.lag_unknown: {Query}: Kafka does not tell the ends of its topics: {Reason}"
    )]
    partial void LogLagUnknown(string query, string reason);
}
