using System.Text.Json;
using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Testing.Postgres;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using Npgsql;
using static Microsoft.Spark.Sql.Functions;

namespace BatchJobs.Tests.Streaming;

/// <summary>
/// Processes messages as streaming processes topics, by the same transforms and functions: the archive's commits to the lake and the
/// merges of the live queries. A batch takes what its query has not taken yet.
/// </summary>
public sealed class StreamedTopics(LakeFolder lake, TestDatabase? warehouse, string scratch)
{
    public static readonly Topics Topics = new("test");
    public const string TopicId = "id-1";

    /// <summary>The properties that are counted, as the setting's text.</summary>
    public static readonly string CountedProperties = string.Join(
        ',',
        ExpectedDay.Properties.Select(pair => $"{pair.Source}:{pair.Property}")
    );

    public static readonly PropertyDimensions Properties = PropertyDimensions.Parse(CountedProperties);

    readonly List<Message> _messages = [];
    readonly Dictionary<(string Query, string Topic, int Partition), long> _ledger = [];
    int _archived;
    int _batches;

    public LakeFolder Lake => lake;

    public IReadOnlyList<Message> Messages => _messages;

    public long NextOffset(string topic, int partition) =>
        _messages.Count(message => message.Topic == topic && message.Partition == partition);

    public void Publish(IEnumerable<Message> messages) => _messages.AddRange(messages);

    /// <summary>Writes the messages since the last commit to the lake, with the ends in the commit's metadata.</summary>
    public void Archive()
    {
        var ids = new Dictionary<string, string>
        {
            [Topics.Events] = TopicId,
            [Topics.Historical] = TopicId,
            [Topics.Rejected] = TopicId,
        };
        var rows = new LakeRows(Topics, ids);
        var kept = rows.Kept(ClassifyEvents.ForLake().Apply(Kafka(_messages[_archived..]))).Persist();
        var ends = new LakeEnds(
            _messages
                .GroupBy(message => message.Topic)
                .ToDictionary(
                    topic => topic.Key,
                    topic =>
                        topic.GroupBy(message => $"{message.Partition}").ToDictionary(part => part.Key, part => part.Max(m => m.Offset) + 1)
                ),
            ids
        );
        Append(rows.Rejected(kept), lake.Rejected, null);
        Append(rows.Events(kept), lake.Events, ends.ToJson());
        kept.Unpersist();
        _archived = _messages.Count;
    }

    /// <summary>Merges the messages that the queries of counts have not merged yet into the warehouse.</summary>
    public async Task MergeAsync()
    {
        await MergeAsync(QueryNames.LiveMetrics, WarehouseFunctions.MergeLiveMetrics, Topics.Events, new LiveMetrics().Apply);
        await MergeAsync(QueryNames.RejectedCounts, WarehouseFunctions.MergeRejectedCounts, Topics.Rejected, new RejectedCounts().Apply);
    }

    /// <summary>Merges the events that the query of sessions and dimensions has not merged yet.</summary>
    public Task MergeSessionsAsync() =>
        MergeAsync(
            QueryNames.Sessions,
            WarehouseFunctions.MergeSessions,
            Topics.Events,
            LiveSessions.OfNewEvents(Goals.Embedded, Properties).Apply
        );

    /// <summary>Returns true for a message that the query has merged.</summary>
    public bool IsMerged(string query, Message message) =>
        message.Offset < _ledger.GetValueOrDefault((query, message.Topic, message.Partition));

    async Task MergeAsync(string query, string function, string topic, Func<DataFrame, DataFrame> transform)
    {
        var news = _messages.Where(m => m.Topic == topic && m.Offset >= _ledger.GetValueOrDefault((query, topic, m.Partition))).ToList();
        if (news.Count == 0)
            return;

        var parts = news.Select(message => message.Partition).Distinct().ToList();
        var start = parts.ToDictionary(part => $"{part}", part => _ledger.GetValueOrDefault((query, topic, part)));
        var end = parts.ToDictionary(part => $"{part}", part => NextOffset(topic, part));
        var range = new TopicRange(TopicId, start, end, parts.ToDictionary(part => $"{part}", _ => 0L));
        var batch = new MergeBatch(query, _batches++, DateTimeOffset.UnixEpoch, 1, new Dictionary<string, TopicRange> { [topic] = range });
        var rows = transform(Kafka(news)).Select(Expr("to_json(struct(*))")).Collect().Select(row => row.GetAs<string>(0));

        await using var connection = await warehouse!.OpenAsync(Role.Writer);
        await using var merge = new NpgsqlCommand($"SELECT {function}($1, $2)", connection);
        merge.Parameters.Add(new() { Value = $"[{string.Join(',', rows)}]" });
        merge.Parameters.Add(new() { Value = JsonSerializer.Serialize(batch, ContractsJson.Default.MergeBatch) });
        await merge.ExecuteNonQueryAsync();
        foreach (var part in parts)
            _ledger[(query, topic, part)] = end[$"{part}"];
    }

    DataFrame Kafka(IReadOnlyList<Message> messages)
    {
        var file = Path.Combine(scratch, $"{Guid.NewGuid():N}.jsonl");
        File.WriteAllLines(
            file,
            messages.Select(m =>
                JsonSerializer.Serialize(
                    new
                    {
                        value = m.Value,
                        topic = m.Topic,
                        partition = m.Partition,
                        offset = m.Offset,
                        timestamp = m.AppendedAt.UtcDateTime.ToString(UtcTime.Format),
                    }
                )
            )
        );
        return LakeSession
            .Create("tests")
            .Read()
            .Schema("value STRING, topic STRING, partition INT, offset BIGINT, timestamp TIMESTAMP")
            .Json(file)
            .WithColumn("value", Expr("CAST(value AS BINARY)"));
    }

    static void Append(DataFrame frame, string table, string? metadata)
    {
        var writer = frame.Coalesce(1).Write().Format("delta").Mode("append").PartitionBy("received_date").Option("mergeSchema", true);
        (metadata is null ? writer : writer.Option("userMetadata", metadata)).Save(table);
    }
}
