using System.Globalization;
using System.Text;
using System.Text.Json;
using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests;

/// <summary>A lake with the tables of the archive and of batch jobs, filled with the rows of a test.</summary>
sealed class PersonLake(string folder)
{
    int _offset;

    public LakeFolder Folder { get; } = new(folder);

    // A job stops the session at its end.
    public static SparkSession Session => LakeSession.Create("tests");

    /// <summary>Appends one file to <c>events</c>, as the archive does.</summary>
    public void Events(string day, params (string? User, string? Anonymous, string Properties)[] events) =>
        Append(
            Folder.Events,
            SparkSchema.Event,
            LakeStatistics.Events,
            "received_date",
            "received_at",
            events.Select(one => new AnalyticsEvent
            {
                EventId = $"e-{_offset}",
                Source = "web",
                Type = "track",
                Name = "click",
                UserId = one.User,
                AnonymousId = one.Anonymous,
                OccurredAt = Noon(day),
                ReceivedAt = Noon(day),
                Properties = new RawJson(Encoding.UTF8.GetBytes(one.Properties)),
            })
        );

    /// <summary>Appends one file to <c>rejected</c>; originals that are not UTF-8 are stored in base64.</summary>
    public void Rejected(string day, params byte[][] originals) =>
        Rejected([
            .. originals.Select(bytes => new RejectedEvent
            {
                Code = "user_missing",
                Stage = "collector",
                Source = "web",
                ReceivedAt = Noon(day),
                Original = IsUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : Convert.ToBase64String(bytes),
                OriginalEncoding = IsUtf8(bytes) ? "utf8" : "base64",
            }),
        ]);

    /// <summary>Appends a rejected event whose original is withheld.</summary>
    public void Withheld(string day, RejectionReason second, string? agent) =>
        Rejected([
            new RejectedEvent
            {
                Code = "unparsable",
                Stage = "collector",
                Source = "web",
                ReceivedAt = Noon(day),
                Original = "",
                OriginalEncoding = RejectedEvent.Withheld,
                Reasons = [new("unparsable", null, null), second],
                UserAgent = agent,
            },
        ]);

    /// <summary>Appends rows to a table of batch jobs.</summary>
    /// <param name="columns">The columns; the first has the day, where the table is partitioned by it.</param>
    /// <param name="rows">A VALUES list.</param>
    /// <param name="indexed">
    /// The number of columns whose values go to the log; Delta's default, as in tables of earlier versions, is 32.
    /// </param>
    public void Derived(string table, string columns, string rows, long indexed = 0) =>
        Writer(
                Session.Sql($"SELECT * FROM VALUES {rows} AS t ({columns})"),
                columns.Split(',')[0] is ("day" or "received_date") and var day ? day : null
            )
            .Option("delta.dataSkippingNumIndexedCols", indexed)
            .Save(table);

    public long Count(string table, string where = "true") => Session.Read().Format("delta").Load(table).Where(where).Count();

    /// <summary>Returns the values of columns of each row, separated by bars, in order; null is a dash.</summary>
    public List<string> Lines(string table, params string[] columns) =>
        [
            .. Session
                .Read()
                .Format("delta")
                .Load(table)
                .SelectExpr($"concat_ws('|', {string.Join(", ", columns.Select(column => $"coalesce(CAST({column} AS STRING), '-')"))})")
                .Collect()
                .Select(row => row.GetAs<string>(0))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Returns the files of the lake, logs and checkpoints included, that hold the text byte for byte.</summary>
    public IEnumerable<string> FilesWith(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Directory
            .EnumerateFiles(Folder.LocalPath!, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
    }

    void Rejected(IReadOnlyList<RejectedEvent> rows) =>
        Append(Folder.Rejected, SparkSchema.Rejected, LakeStatistics.Rejected, "received_date", "received_at", rows);

    void Append<T>(string table, string schema, string statistics, string partition, string time, IEnumerable<T> rows)
    {
        var lines = rows.Select(row => JsonSerializer.Serialize(row, typeof(T), ContractsJson.Default));
        var values = string.Join(", ", lines.Select(line => $"(r'{line}', {_offset++}L)"));
        var frame = Session
            .Sql($"SELECT from_json(j, '{schema}') AS row, o AS offset FROM VALUES {values} AS t (j, o)")
            .SelectExpr(
                "row.*",
                "'analytics.events' AS topic",
                "'id' AS topic_id",
                "0 AS partition",
                "offset",
                $"to_date(row.{time}) AS {partition}"
            );
        Writer(frame, partition).Option(LakeStatistics.Property, statistics).Save(table);
    }

    // Uncompressed, so that a text in a file can be found byte for byte.
    static DataFrameWriter Writer(DataFrame frame, string? partition)
    {
        var writer = frame.Coalesce(1).Write().Format("delta").Mode("append").Option("compression", "none");
        return partition is null ? writer : writer.PartitionBy(partition);
    }

    static DateTimeOffset Noon(string day) => DateTimeOffset.Parse($"{day}T12:00:00Z", CultureInfo.InvariantCulture);

    static bool IsUtf8(byte[] bytes) => !Encoding.UTF8.GetString(bytes).Contains('\uFFFD');
}
