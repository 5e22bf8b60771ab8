using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Splits each event into the parts that tables add up: one of its session, one of each dimension and, of the past, one of its minute.
/// In: classified rows. Out: <c>dimension</c>, <c>value</c> and the facts; a part lacks the facts that it does not add.
/// </summary>
/// <remarks>
/// The parts of an event are one array, which Spark explodes, so that one aggregate sums everything. The facts are columns below the array:
/// Spark evaluates each once, and splits its generated code into methods that the JVM compiles.
/// </remarks>
sealed class EventParts
{
    static readonly (string Name, string Sql)[] _ofEvent =
    [
        .. DimensionParts.Facts,
        ("visitor", $"coalesce({EventSql.Visitor}, '')"),
        (DimensionParts.IsBot, EventSql.IsBot),
        ("country", KeyCharacters.Key("country", KeyText.Country)),
        ("device", KeyCharacters.Key("device", KeyText.Device)),
        ("action", $"IF({EventSql.IsAction}, 1, 0)"),
        ("occurred", "unix_micros(occurred_at)"),
        ("received", "unix_millis(received_at)"),
        ("user", $"IF(user_id IS NULL, NULL, named_struct('order', {EventSql.Order}, 'id', {EventSql.Id("user_id")}))"),
        ("page", $"IF({EventSql.IsPageView}, named_struct('order', {EventSql.Order}, 'path', {EventSql.Text("page_path")}), NULL)"),
    ];

    readonly Column[] _columns;
    readonly Column[] _facts;
    readonly Column _parts;
    readonly IReadOnlyList<string> _names;
    readonly DimensionParts _dimensions;

    /// <param name="goals">The goals, whose events count as conversions.</param>
    /// <param name="properties">The properties whose values are counted.</param>
    /// <param name="first">What a session takes from its first event: names, and expressions on the columns of an event.</param>
    /// <param name="isPast">True to add the minutes and the rejected rows too, which another query adds for new events.</param>
    public EventParts(Goals goals, PropertyDimensions properties, IReadOnlyList<(string Name, string Sql)> first, bool isPast)
    {
        (string Name, string Sql)[] facts =
        [
            .. _ofEvent,
            ("conversion", $"IF({goals.IsConversion}, 1, 0)"),
            (
                "first",
                $"named_struct('order', {EventSql.Order}, {string.Join(", ", first.Select(column => $"'{column.Name}', {column.Sql}"))})"
            ),
        ];
        _dimensions = new DimensionParts(goals, properties, PropertyText.OfMessage);
        _names = [.. facts.Select(fact => fact.Name)];
        _columns =
        [
            Col("code"),
            Expr($"unix_timestamp(date_trunc('MINUTE', {KafkaRow.Timestamp})) AS appended"),
            Expr("event.*"),
            .. new ClientJson().Among(goals.Columns),
            _dimensions.Json,
            Expr($"{EventSql.ChannelOf("event.")} AS {Dimensions.Channel}"),
        ];
        _facts =
        [
            Col("code"),
            Col("appended"),
            Expr($"coalesce({EventSql.Id("session_id")}, '') AS session"),
            Expr($"{KeyCharacters.Key("name", KeyText.Name)} AS event"),
            .. facts.Select(fact => Expr($"{fact.Sql} AS {fact.Name}")),
            .. _dimensions.Values,
        ];
        _parts = Expr(Parts(isPast));
    }

    public DataFrame Apply(DataFrame classified) => _dimensions.Explode(classified.Select(_columns).Select(_facts), _parts);

    string Parts(bool isPast)
    {
        var part = new PartStruct(_names);
        var session = part.Of(SessionsRow.Session, "session", [.. _names.Except(["minute", "country", "device"])]);
        var minute = part.Of(SessionsRow.Event, "event", ["minute", "source", "currency", "country", "device", "revenue", "received"]);
        return $"""
            CASE WHEN code IS NOT NULL THEN {(
                isPast ? $"array({part.Of(SessionsRow.Rejected, "code", [], ("minute", "appended"))})" : "NULL"
            )}
                 {_dimensions.Cases(isPast ? [session, minute] : [session], part)}
            """;
    }
}
