using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// The parts of an event that dimensions add up: one of each dimension that counts the event, one of each line of an order; of an event of
/// a bot the one of its browser alone. The queries make them of messages, <see cref="DimensionCounts"/> of the lake's rows.
/// </summary>
/// <remarks>Three successive projections make Spark evaluate each shared expression once.</remarks>
sealed class DimensionParts(Goals goals, PropertyDimensions properties, PropertyText text)
{
    /// <summary>True for an event of a bot: a column that the facts must have.</summary>
    public const string IsBot = "is_bot";

    /// <summary>The facts of every part, with expressions on the columns of an event.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Facts { get; } =
    [
        ("minute", "unix_timestamp(date_trunc('MINUTE', occurred_at))"),
        ("source", EventSql.Source),
        ("currency", $"IF(revenue IS NULL, '', {KeyCharacters.Key("currency", KeyText.Currency)})"),
        ("page_view", $"IF({EventSql.IsPageView}, 1, 0)"),
        ("revenue", "revenue"),
    ];

    static readonly string[] _taken = [.. Facts.Select(fact => fact.Name)];

    // An event has at most two parts of no dimension: of its session and of its minute.
    const int MostOthers = 2;

    readonly IReadOnlyList<(string Name, string Sql)> _dimensions = Dimensions.Of(goals, properties, text);

    int MostParts => MostOthers + _dimensions.Count + Products.Most;

    /// <summary>The column with the text that has the properties; beside it an event needs <see cref="Dimensions.Channel"/>.</summary>
    public Column Json => Expr($"{text.Sql} AS {Dimensions.Json}");

    /// <summary>The columns of the values, to be selected beside the facts.</summary>
    public IEnumerable<Column> Values =>
        [
            Expr($"{Dimensions.Key("browser")} AS bot"),
            Expr($"{Products.Sql(text)} AS products"),
            .. _dimensions.Select((dimension, place) => Expr($"{dimension.Sql} AS value_{place}")),
        ];

    /// <summary>Returns the last cases of an expression for an event's parts: <c>WHEN ... THEN ... ELSE ... END</c>.</summary>
    /// <param name="whole">More parts, which events of bots have too.</param>
    /// <param name="part">The parts' struct.</param>
    public string Cases(IReadOnlyList<string> whole, PartStruct part)
    {
        var ofPerson = _dimensions.Select(
            (dimension, place) => $"IF(value_{place} IS NULL, NULL, {part.Of(dimension.Name, $"value_{place}", _taken)})"
        );
        var product = part.Of(
            SessionsRow.Product,
            "line.name",
            ["minute", "source"],
            ("currency", "IF(line.amount IS NULL, '', currency)"),
            ("revenue", "IF(currency = '', NULL, line.amount)") // Amounts of unknown currencies have no sum.
        );
        return $"""
            WHEN {IsBot} THEN array({string.Join(", ", whole.Append(part.Of(SessionsRow.Bot, "bot", _taken)))})
                 ELSE concat(array({string.Join(
                ",\n",
                [.. whole, .. ofPerson]
            )}), coalesce(transform(products, line -> {product}), array()))
            END
            """;
    }

    /// <summary>Returns a row for each part. The array has a null for each dimension that does not count the event.</summary>
    /// <param name="facts">The facts and values.</param>
    /// <param name="parts">The array of parts.</param>
    /// <remarks>Takes an expression, because Spark would push a filter on a column below it and evaluate the array twice.</remarks>
    public DataFrame Explode(DataFrame facts, Column parts) =>
        facts.Select(parts.As("parts")).Select(Expr($"inline(slice(parts, 1, {MostParts}))")).Where("dimension IS NOT NULL");
}
