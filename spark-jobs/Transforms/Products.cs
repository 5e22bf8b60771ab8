namespace Analytics.Transforms;

/// <summary>
/// Reads the lines of orders, by the names of Segment's e-commerce events. Only completed orders are read, since reading costs as much as
/// parsing the event again.
/// </summary>
static class Products
{
    /// <summary>The most lines of an order that are counted.</summary>
    public const int Most = 100;

    const string Lines = "ARRAY<STRUCT<name: STRING, product_id: STRING, sku: STRING, price: STRING, quantity: STRING>>";

    /// <summary>Price times quantity, which is 1 where it is missing; null without a price.</summary>
    const string Amount = "CAST(CAST(line.price AS DECIMAL(18,4)) * coalesce(CAST(line.quantity AS DECIMAL(18,4)), 1) AS DECIMAL(18,4))";

    /// <summary>An expression of type ARRAY of STRUCT name, amount; null but for completed orders with products.</summary>
    /// <param name="text">The place of the properties; the column <see cref="Dimensions.Json"/> has the text.</param>
    public static string Sql(PropertyText text)
    {
        var lines = $"from_json(get_json_object({Dimensions.Json}, '{text.Path}.products'), '{Lines}')";
        return $"""
            IF(type = 'track' AND name = 'Order Completed', transform(slice({lines}, 1, {Most}), line ->
                named_struct('name', {Dimensions.Key("coalesce(line.name, line.product_id, line.sku)")}, 'amount', {Amount})), NULL)
            """;
    }
}
