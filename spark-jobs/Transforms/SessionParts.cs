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
sealed class SessionParts
{
    static readonly string[] _counted = ["minute", "source", "currency", "page_view", "revenue"];

    static readonly (string Name, string Sql)[] _ofEvent =
    [
        ("minute", "unix_timestamp(date_trunc('MINUTE', occurred_at))"),
        ("source", EventSql.Source),
        ("currency", $"IF(revenue IS NULL, '', {KeyCharacters.Key("currency", KeyText.Currency)})"),
        ("visitor", $"coalesce({EventSql.Visitor}, '')"),
        ("is_bot", EventSql.IsBot),
        ("country", KeyCharacters.Key("country", KeyText.Country)),
        ("device", KeyCharacters.Key("device", KeyText.Device)),
        ("page_view", $"IF({EventSql.IsPageView}, 1, 0)"),
        ("action", $"IF({EventSql.IsAction}, 1, 0)"),
        ("revenue", "revenue"),
        ("occurred", "unix_micros(occurred_at)"),
        ("received", "unix_millis(received_at)"),
        ("user", $"IF(user_id IS NULL, NULL, named_struct('order', {EventSql.Order}, 'id', {EventSql.Id("user_id")}))"),
        ("page", $"IF({EventSql.IsPageView}, named_struct('order', {EventSql.Order}, 'path', {EventSql.Text("page_path")}), NULL)"),
    ];

    readonly Column[] _columns;
    readonly Column[] _facts;
    readonly Column[] _parts;
    readonly Column _exploded = Expr("inline(slice(parts, 1, 200))"); // Of a column, Spark would copy the array into a filter below.
    readonly IReadOnlyList<string> _names;

    /// <param name="goals">What counts as a conversion.</param>
    /// <param name="properties">The properties whose values are counted.</param>
    /// <param name="first">What a session takes from its first event: names, and expressions on the columns of an event.</param>
    /// <param name="isPast">True to add the minutes and the rejected rows too, which another query adds for new events.</param>
    public SessionParts(Goals goals, PropertyDimensions properties, IReadOnlyList<(string Name, string Sql)> first, bool isPast)
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
        var dimensions = Dimensions.Of(goals, properties);
        _names = [.. facts.Select(fact => fact.Name)];
        _columns =
        [
            Col("code"),
            Expr($"unix_timestamp(date_trunc('MINUTE', {KafkaRow.Timestamp})) AS appended"),
            Expr($"CAST({KafkaRow.Value} AS STRING) AS {Dimensions.Json}"),
            Expr("event.*"),
            Expr(
                $"{Channels.Sql("event.utm_source", "event.utm_medium", "event.referrer_domain", "event.page_url")} AS {Dimensions.Channel}"
            ),
        ];
        _facts =
        [
            Col("code"),
            Col("appended"),
            Expr($"coalesce({EventSql.Id("session_id")}, '') AS session"),
            Expr($"{KeyCharacters.Key("name", KeyText.Name)} AS event"),
            Expr($"{Dimensions.Key("browser")} AS bot"),
            Expr($"{Products.Sql} AS products"),
            .. facts.Select(fact => Expr($"{fact.Sql} AS {fact.Name}")),
            .. dimensions.Select((dimension, place) => Expr($"{dimension.Sql} AS value_{place}")),
        ];
        _parts = [Expr($"{Parts([.. dimensions.Select(dimension => dimension.Name)], isPast)} AS parts")];
    }

    public DataFrame Apply(DataFrame classified) =>
        classified.Select(_columns).Select(_facts).Select(_parts).Select(_exploded).Where("dimension IS NOT NULL");

    string Parts(string[] dimensions, bool isPast)
    {
        var session = Part(SessionsRow.Session, "session", [.. _names.Except(["minute", "country", "device"])]);
        var minute = Part(SessionsRow.Event, "event", ["minute", "source", "currency", "country", "device", "revenue", "received"]);
        string[] whole = isPast ? [session, minute] : [session];
        var ofPerson = dimensions.Select((name, place) => $"IF(value_{place} IS NULL, NULL, {Part(name, $"value_{place}", _counted)})");
        var product = Part(
            SessionsRow.Product,
            "line.name",
            ["minute", "source"],
            ("currency", "IF(line.amount IS NULL, '', currency)"),
            ("revenue", "line.amount")
        );
        return $"""
            CASE WHEN code IS NOT NULL THEN {(isPast ? $"array({Part(SessionsRow.Rejected, "code", [], ("minute", "appended"))})" : "NULL")}
                 WHEN is_bot THEN array({string.Join(", ", whole)}, {Part(SessionsRow.Bot, "bot", _counted)})
                 ELSE concat(array({string.Join(
                ",\n",
                [.. whole, .. ofPerson]
            )}), coalesce(transform(products, line -> {product}), array()))
            END
            """;
    }

    /// <summary>Returns a struct of all fields. Of a false condition Spark keeps the type alone.</summary>
    string Part(string dimension, string value, string[] taken, params (string Name, string Sql)[] own)
    {
        var fields = _names.Select(name =>
            own.FirstOrDefault(field => field.Name == name).Sql ?? (taken.Contains(name) ? name : $"IF(false, {name}, NULL)")
        );
        var members = _names.Zip(fields, (name, sql) => $"'{name}', {sql}");
        return $"named_struct('dimension', '{dimension}', 'value', {value}, {string.Join(", ", members)})";
    }
}
