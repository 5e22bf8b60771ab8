using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Sums what events add to sessions, visitors and dimensions. In: <see cref="KafkaRow"/>. Out, one row for each group: the columns of
/// <see cref="SessionsRow"/>.
/// </summary>
/// <remarks>
/// It uses sums, counts, minima and maxima only, so batches can be added in any order. The order of two events is (occurred_at, event_id).
/// Rejected rows are left out, unless the transform is that of the past.
/// </remarks>
public sealed class LiveSessions
{
    static readonly (string Name, string Sql)[] _ofFirstEvent =
    [
        ("channel", Dimensions.Channel),
        .. EventSql.OfFirstEvent.Select(column => (column, EventSql.Text(column))),
    ];

    // The value is first: it differs most, so that Spark's sort compares little.
    readonly Column[] _keys =
    [
        .. new[] { "value", "dimension", "minute", "source", "currency", "visitor", "is_bot", "country", "device" }.Select(key => Col(key)),
    ];

    readonly Column _events = Expr("count(1) AS events");

    readonly Column[] _sums =
    [
        Expr("sum(page_view) AS page_views"),
        Expr("sum(action) AS actions"),
        Expr("sum(conversion) AS conversions"),
        Expr("sum(revenue) AS amount"),
        Expr("min(occurred) AS first_us"),
        Expr("max(occurred) AS last_us"),
        Expr("min(received) AS oldest"),
        Expr("max(received) AS newest"),
        Expr("min(first) AS first"),
        Expr("max(user) AS user"),
        Expr("min(page) AS entry"),
        Expr("max(page) AS exit"),
    ];

    readonly Column[] _row =
    [
        Named(nameof(SessionsRow.Dimension), "dimension"),
        Named(nameof(SessionsRow.Value), "value"),
        Named(nameof(SessionsRow.Source), "source"),
        Named(nameof(SessionsRow.Minute), "minute"),
        Named(nameof(SessionsRow.Currency), "currency"),
        Named(nameof(SessionsRow.EventCountry), "country"),
        Named(nameof(SessionsRow.EventDevice), "device"),
        Named(nameof(SessionsRow.Events), "events"),
        Named(nameof(SessionsRow.PageViews), "page_views"),
        Named(nameof(SessionsRow.Revenue), "amount"),
        Named(nameof(SessionsRow.OldestReceivedMs), "oldest"),
        Named(nameof(SessionsRow.NewestReceivedMs), "newest"),
        Named(nameof(SessionsRow.Visitor), "visitor"),
        Named(nameof(SessionsRow.IsBot), "is_bot"),
        Named(nameof(SessionsRow.Actions), "actions"),
        Named(nameof(SessionsRow.Conversions), "conversions"),
        Named(nameof(SessionsRow.FirstUs), "first_us"),
        Named(nameof(SessionsRow.LastUs), "last_us"),
        Named(nameof(SessionsRow.UserOrder), "user.order"),
        Named(nameof(SessionsRow.UserId), "user.id"),
        Named(nameof(SessionsRow.EntryOrder), "entry.order"),
        Named(nameof(SessionsRow.EntryPath), "entry.path"),
        Named(nameof(SessionsRow.ExitOrder), "exit.order"),
        Named(nameof(SessionsRow.ExitPath), "exit.path"),
        Named(nameof(SessionsRow.FirstOrder), "first.order"),
        .. _ofFirstEvent.Select(column => Expr($"first.{column.Name} AS {column.Name}")),
    ];

    readonly ClassifyEvents _classify;
    readonly EventParts _parts;

    LiveSessions(Goals goals, PropertyDimensions properties, bool isPast)
    {
        string[] columns =
        [
            "user_id",
            "anonymous_id",
            "session_id",
            "currency",
            .. EventSql.OfFirstEvent,
            .. Dimensions.Columns,
            .. goals.Columns,
        ];
        _classify = ClassifyEvents.Only(columns);
        _parts = new EventParts(goals, properties, _ofFirstEvent, isPast);
    }

    /// <summary>Creates the transform of new events, whose minutes and rejected rows <see cref="LiveMetrics"/> counts.</summary>
    public static LiveSessions OfNewEvents(Goals goals, PropertyDimensions properties) => new(goals, properties, isPast: false);

    /// <summary>Creates the transform of historical events, with their minutes and rejected rows.</summary>
    public static LiveSessions OfThePast(Goals goals, PropertyDimensions properties) => new(goals, properties, isPast: true);

    public DataFrame Apply(DataFrame kafkaRows) => _parts.Apply(_classify.Apply(kafkaRows)).GroupBy(_keys).Agg(_events, _sums).Select(_row);

    static Column Named(string member, string value) => Expr($"{value} AS {SparkSchema.Column(member)}");
}
