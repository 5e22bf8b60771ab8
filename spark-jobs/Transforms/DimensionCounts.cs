using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Sums the dimensions of the lake's events per minute, source, value and currency, as the queries sum those of messages. Out: minute,
/// source, dimension, value, currency, events, page_views, revenue.
/// </summary>
/// <remarks>
/// Most of the work would be the channels of arrivals. Many arrive in the same way: the ways are summed first, and the channel is found in
/// the few rows of the sums.
/// </remarks>
public sealed class DimensionCounts
{
    /// <summary>The way in which an event arrived, as text; an address matters for the parameters of its query only.</summary>
    const string Way = "to_json(array(utm_source, utm_medium, referrer_domain, IF(contains(page_url, '?'), page_url, NULL)))";

    static readonly string _channel = Channels.Sql("way[0]", "way[1]", "way[2]", "way[3]");

    // The value is first: it differs most, so that Spark's sort compares little.
    static readonly string[] _keys = ["dimension", "minute", "source", "currency"];

    readonly DimensionParts _dimensions;
    readonly Column[] _read;
    readonly Column[] _facts;
    readonly Column _parts;
    readonly Column _events = Expr("count(1) AS events");
    readonly Column[] _sums = [Expr("coalesce(sum(page_view), 0) AS page_views"), Expr("coalesce(sum(revenue), 0) AS revenue")];
    readonly Column _way = Expr("IF(dimension = 'channel', from_json(value, 'ARRAY<STRING>'), NULL)");
    readonly Column _value = Expr($"IF(dimension = 'channel', {_channel}, value)");
    readonly Column _sumOfEvents = Expr("sum(events) AS events");
    readonly Column[] _sumsOfSums = [Expr("sum(page_views) AS page_views"), Expr("sum(revenue) AS revenue")];

    /// <param name="goals">The goals, whose events count as conversions.</param>
    /// <param name="properties">The properties whose values are counted.</param>
    public DimensionCounts(Goals goals, PropertyDimensions properties)
    {
        _dimensions = new DimensionParts(goals, properties, PropertyText.OfLake);
        var part = new PartStruct([.. DimensionParts.Facts.Select(fact => fact.Name)]);
        _read = [Expr("*"), _dimensions.Json, Expr($"{Way} AS {Dimensions.Channel}")];
        _facts =
        [
            .. DimensionParts.Facts.Select(fact => Expr($"{fact.Sql} AS {fact.Name}")),
            Expr($"{EventSql.IsBot} AS {DimensionParts.IsBot}"),
            .. _dimensions.Values,
        ];
        _parts = Expr($"CASE {_dimensions.Cases([], part)}");
    }

    /// <param name="events">Rows with the columns of an event.</param>
    public DataFrame Apply(DataFrame events) =>
        _dimensions
            .Explode(events.Select(_read).Select(_facts), _parts)
            .GroupBy("value", _keys)
            .Agg(_events, _sums)
            .WithColumn("way", _way)
            .WithColumn("value", _value)
            .GroupBy("value", _keys)
            .Agg(_sumOfEvents, _sumsOfSums);
}
