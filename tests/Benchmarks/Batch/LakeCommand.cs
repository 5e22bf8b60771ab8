using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Analytics.Contracts;
using Analytics.Hosting;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Benchmarks.Batch;

/// <summary>
/// <c>lake</c>: writes a day of events into a lake, as the archive leaves it after compaction. The batch benchmark submits it to Spark.
/// </summary>
static class LakeCommand
{
    /// <summary>Kafka's id of the topic in the rows and in the ends.</summary>
    public const string TopicId = "benchmark-topic";

    /// <summary>The partitions of the topic: the row number modulo this is the partition, divided by this the offset.</summary>
    public const int Partitions = 3;

    const int Files = 16;

    // 2,000 visitors at a time, each with an event every 17 s when a day has 10 million. One event in a hundred is a duplicate of the event
    // before it, received a second later.
    static readonly Dictionary<string, string> _base = new()
    {
        ["visit"] = "CAST(j DIV 60000 AS STRING) || '-' || CAST(j % 2000 AS STRING)",
        ["kind"] = "pmod(xxhash64(j), 100)",
        ["anonymous_id"] = "'v-' || CAST(pmod(xxhash64(j DIV 60000, j % 2000), greatest(n DIV 40, 1)) AS STRING)",
        ["source"] = "IF(j % 2000 < 1400, 'web', 'app')",
        ["occurred_at"] = "timestamp_millis(start_ms + CAST(j * (86400000D / n) AS BIGINT))",
        ["page_path"] = "'/products/' || CAST(pmod(xxhash64(j, 7), 200) AS STRING)",
    };

    static readonly Dictionary<string, string> _event = new()
    {
        ["event_id"] = "'e-' || CAST(j AS STRING)",
        ["source"] = "source",
        ["channel"] = $"'{EventChannels.Browser}'",
        ["type"] = "IF(kind < 60, 'page', 'track')",
        ["name"] =
            "CASE WHEN kind < 60 THEN 'Page ' || CAST(kind % 12 AS STRING) WHEN kind < 98 THEN 'action-' || CAST(kind % 12 AS STRING) "
            + "ELSE 'purchase' END",
        ["user_id"] = "IF(pmod(xxhash64(anonymous_id), 5) = 0, 'u-' || anonymous_id, NULL)",
        ["anonymous_id"] = "anonymous_id",
        ["session_id"] =
            "IF(pmod(xxhash64(visit), 10) < 7, 's-' || visit, left(sha2(source || '\\n' || anonymous_id || '\\n' || "
            + "CAST((unix_seconds(occurred_at) + 62135596800) DIV 1800 AS STRING), 256), 16))",
        ["occurred_at"] = "occurred_at",
        ["received_at"] = "occurred_at + INTERVAL 150 MILLISECONDS + IF(i <> j, INTERVAL 1 SECOND, INTERVAL 0 SECONDS)",
        ["sent_at"] = "occurred_at + INTERVAL 120 MILLISECONDS",
        ["client_timestamp"] = "occurred_at",
        ["page_url"] = "'https://shop.example' || page_path",
        ["page_path"] = "page_path",
        ["page_title"] = "'Product ' || page_path",
        ["referrer_domain"] = "IF(pmod(xxhash64(visit, 1), 4) = 0, 'search.example', NULL)",
        ["utm_source"] = "IF(pmod(xxhash64(visit, 2), 10) = 0, 'news', NULL)",
        ["utm_medium"] = "IF(pmod(xxhash64(visit, 2), 10) = 0, 'email', NULL)",
        ["country"] =
            "element_at(array('PL', 'DE', 'FR', 'US', 'GB', 'CZ', 'SE', 'ES', 'IT', 'NL'), CAST(pmod(xxhash64(visit, 3), 10) + 1 AS INT))",
        ["device"] = "element_at(array('mobile', 'desktop', 'tablet'), CAST(pmod(xxhash64(visit, 4), 3) + 1 AS INT))",
        ["os"] = "'Android'",
        ["browser"] = "'Chrome'",
        ["locale"] = "'pl-PL'",
        ["revenue"] = "IF(kind >= 98, CAST(pmod(xxhash64(j, 9), 20000) / 100 AS DECIMAL(18,4)), NULL)",
        ["currency"] = "IF(kind >= 98, IF(j % 2 = 0, 'EUR', 'PLN'), NULL)",
        ["properties"] = "'{\"position\":' || CAST(kind AS STRING) || ',\"list\":\"recommended for you\",\"stock\":true}'",
        ["context"] = "'{\"library\":{\"name\":\"shop\",\"version\":\"1.0\"},\"screen\":{\"width\":390,\"height\":844}}'",
    };

    public static Command Create()
    {
        var lake = new Option<string>("--lake") { Description = "The lake's root folder.", Required = true };
        var day = new Option<DateOnly>("--day") { Description = "The UTC day of the events.", Required = true };
        var events = Options.Number("--events", 1_000_000L, 1L, 10_000_000_000L, "The number of events.");
        var command = new Command("lake", "Writes a day of events into a lake. Run it by ./spark-submit.sh Benchmarks.dll lake ...")
        {
            lake,
            day,
            events,
        };
        command.SetAction(parsed =>
        {
            Write(new LakeFolder(parsed.GetValue(lake)!), parsed.GetValue(day), parsed.GetValue(events));
            return ExitCodes.Done;
        });
        return command;
    }

    static void Write(LakeFolder lake, DateOnly day, long events)
    {
        var session = SparkSession
            .Builder()
            .AppName("analytics benchmark lake")
            .Config("spark.sql.session.timeZone", "UTC")
            .Config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .Config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .Config("spark.ui.enabled", "false")
            .GetOrCreate();
        var start = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var rows = session
            .Range(0, events, 1, Files)
            .SelectExpr(
                "id AS i",
                "IF(id % 100 = 99, id - 1, id) AS j",
                string.Create(CultureInfo.InvariantCulture, $"{events}L AS n"),
                string.Create(CultureInfo.InvariantCulture, $"{start}L AS start_ms")
            );
        foreach (var (name, value) in _base)
            rows = rows.WithColumn(name, Expr(value));

        rows.Select([.. SparkSchema.EventColumnNames.Select(Column), .. Place()])
            .Write()
            .Format("delta")
            .PartitionBy("received_date")
            .Option("userMetadata", Ends(events))
            .Save(lake.Events);
        session.Stop();
    }

    static Column Column(string name) =>
        _event.TryGetValue(name, out var value)
            ? Expr($"{value} AS {name}")
            : Expr($"CAST(NULL AS {SparkSchema.EventType(name)}) AS {name}");

    static Column[] Place() =>
        [
            Expr($"'{new Topics().Events}' AS topic"),
            Expr($"'{TopicId}' AS topic_id"),
            Expr($"CAST(i % {Partitions} AS INT) AS partition"),
            Expr($"i DIV {Partitions} AS offset"),
            Expr("to_date(occurred_at) AS received_date"),
        ];

    /// <summary>The next offset of each partition, as the archive writes it to its commits.</summary>
    static string Ends(long events) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["ends"] = new Dictionary<string, object> { [new Topics().Events] = NextOffsets(events) },
                ["topic_ids"] = new Dictionary<string, string> { [new Topics().Events] = TopicId },
            }
        );

    public static Dictionary<string, long> NextOffsets(long events) =>
        Enumerable
            .Range(0, Partitions)
            .ToDictionary(partition => $"{partition}", partition => (events - partition + Partitions - 1) / Partitions);
}
