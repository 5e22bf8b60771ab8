using System.Globalization;
using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace Analytics.BatchJobs.Sources;

/// <summary>The place in Kafka of a row of the lake; no two rows have one place.</summary>
/// <param name="TopicId">Kafka's id of the topic; empty for rows that were stored before it was.</param>
sealed record RowPlace(string TopicId, string Topic, int Partition, long Offset)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TopicId}/{Topic}/{Partition}/{Offset}");
}

/// <summary>A row of <c>rejected</c> that can be replayed.</summary>
/// <param name="Day">The partition that it is in: yyyy-MM-dd.</param>
/// <param name="Event">The event as it is sent to the collector when nothing is changed.</param>
/// <param name="SentId">The id of the event when an earlier run may have sent it; else null.</param>
/// <param name="IsInDoubt">True when an earlier run was interrupted between sending the event and noting the outcome.</param>
/// <param name="WasReplayed">True for a row that a replay of another row made.</param>
sealed record RejectedRow(RowPlace Place, string Day, string Code, ReplayedEvent Event, string? SentId, bool IsInDoubt, bool WasReplayed)
{
    /// <summary>True for a row in which an earlier run has noted a result, or that its event is on the way.</summary>
    public bool HasResult { get; init; }

    /// <summary>The number of rows that replays of this row had made before the one that is in doubt.</summary>
    public long Rejections { get; init; }

    /// <summary>The expressions that <see cref="Of"/> reads, in order.</summary>
    public static string[] Columns { get; } =
    [
        "coalesce(topic_id, '')",
        "topic",
        "partition",
        "offset",
        "CAST(received_date AS STRING)",
        "code",
        "source",
        $"coalesce(channel, '{EventChannels.Browser}')",
        "dialect",
        "unix_millis(received_at)",
        "privacy",
        "user_agent",
        "ip",
        "country",
        "original",
        "replay_event_id",
        $"coalesce(replay_result = '{ReplayColumns.Sent}', false)",
        "replay_of IS NOT NULL",
        "replay_result IS NOT NULL",
        "coalesce(replay_rejections, 0L)",
    ];

    public static RejectedRow Of(Row row)
    {
        var place = new RowPlace(row.GetAs<string>(0), row.GetAs<string>(1), row.GetAs<int>(2), row.GetAs<long>(3));
        return new RejectedRow(
            place,
            row.GetAs<string>(4),
            row.GetAs<string>(5),
            new ReplayedEvent
            {
                Source = row.GetAs<string>(6),
                Channel = row.GetAs<string>(7),
                Dialect = row.GetAs<string?>(8),
                ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetAs<long>(9)),
                Privacy = row.GetAs<string?>(10),
                UserAgent = row.GetAs<string?>(11),
                Ip = row.GetAs<string?>(12),
                Country = row.GetAs<string?>(13),
                ReplayOf = place.ToString(),
                Original = new RawJson(System.Text.Encoding.UTF8.GetBytes(row.GetAs<string>(14))),
            },
            row.GetAs<string?>(15),
            row.GetAs<bool>(16),
            row.GetAs<bool>(17)
        )
        {
            HasResult = row.GetAs<bool>(18),
            Rejections = row.GetAs<long>(19),
        };
    }
}
