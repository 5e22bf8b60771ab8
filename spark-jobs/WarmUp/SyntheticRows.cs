using Analytics.Contracts;
using Microsoft.Spark.Sql;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>
/// Warm-up rows with the columns of Spark's Kafka source, each a canonical event of about the usual size; one in eight has no
/// <see cref="LiveText"/> and is parsed. They are never written.
/// </summary>
static class SyntheticRows
{
    const string Name = "concat('name ', id % 8)";
    const string Country = "elt(1 + id % 3, 'PL', 'DE', 'US')";
    const string Device = "elt(1 + id % 2, 'mobile', 'desktop')";
    const string Now = "unix_millis(current_timestamp())";

    static readonly Dictionary<string, string> _live = new()
    {
        ["occurred_at"] = Now,
        ["received_at"] = Now,
        ["revenue"] = "id",
        ["currency"] = "'EUR'",
        ["country"] = Country,
        ["device"] = Device,
        ["source"] = "'warm-up'",
        ["name"] = Name,
    };

    static readonly string _liveText =
        $"concat_ws('{LiveText.Separator}', '{LiveText.Version}', {string.Join(", ", LiveText.Columns.Select(column => _live[column]))})";

    static readonly string _event = $"""
        CAST(to_json(named_struct(
            'live', IF(id % 8 = 0, NULL, {_liveText}),
            'event_id', concat('warm-', id), 'source', 'warm-up', 'type', 'track', 'name', {Name},
            'user_id', concat('user-', id), 'anonymous_id', concat('a-', id), 'session_id', concat('s-', id),
            'occurred_at', current_timestamp(), 'received_at', current_timestamp(), 'sent_at', current_timestamp(),
            'page_url', concat('https://shop.example/p/', id), 'page_path', concat('/p/', id), 'page_title', 'Warm-up',
            'country', {Country}, 'device', {Device}, 'os', 'Linux',
            'revenue', CAST(id AS DECIMAL(18,4)), 'currency', 'EUR',
            'properties', named_struct('product', concat('p-', id), 'quantity', 1),
            'context', named_struct('library', named_struct('name', 'warm-up', 'version', '1')))) AS BINARY) AS value
        """;

    public static DataFrame Of(SparkSession session, long count) =>
        session
            .Range(0, count, 1, 1)
            .SelectExpr(
                "CAST(NULL AS BINARY) AS key",
                _event,
                "'warm-up' AS topic",
                "0 AS partition",
                "id AS offset",
                "current_timestamp() AS timestamp",
                "0 AS timestampType"
            );
}
