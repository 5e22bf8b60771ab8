using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Sums the dimensions of the lake's events per minute, source, value and currency, as the queries sum those of messages. Out: minute,
/// source, dimension, value, currency, events, page_views, revenue.
/// </summary>
public sealed class DimensionCounts
{
    // The value is first: it differs most, so that Spark's sort compares little.
    static readonly string[] _keys = ["dimension", "minute", "source", "currency"];

    readonly Column[] _read;
    readonly Column[] _facts;
    readonly Column _parts;
    readonly Column _events = Expr("count(1) AS events");
    readonly Column[] _sums = [Expr("sum(coalesce(page_view, 0)) AS page_views"), Expr("coalesce(sum(revenue), 0) AS revenue")];

    /// <param name="goals">What counts as a conversion.</param>
    /// <param name="properties">The properties whose values are counted.</param>
    public DimensionCounts(Goals goals, PropertyDimensions properties)
    {
        var parts = new DimensionParts(goals, properties, PropertyText.OfLake);
        var part = new PartStruct([.. DimensionParts.Facts.Select(fact => fact.Name)]);
        _read = [Expr("*"), .. parts.Read("")];
        _facts =
        [
            .. DimensionParts.Facts.Select(fact => Expr($"{fact.Sql} AS {fact.Name}")),
            Expr($"{EventSql.IsBot} AS {DimensionParts.IsBot}"),
            .. parts.Values,
        ];
        _parts = Expr($"CASE {parts.Cases([], part)}");
    }

    /// <param name="events">Rows with the columns of an event.</param>
    public DataFrame Apply(DataFrame events) =>
        DimensionParts.Explode(events.Select(_read).Select(_facts), _parts).GroupBy("value", _keys).Agg(_events, _sums);
}
