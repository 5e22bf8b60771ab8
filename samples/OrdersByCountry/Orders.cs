using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace OrdersByCountry;

/// <summary>Adds up orders and revenue by UTC day, country and currency.</summary>
public static class Orders
{
    // An event may be stored twice when a client sent it twice; its source, channel and id say that it is one. Nulls are equal here.
    public static DataFrame ByCountry(DataFrame events) =>
        events
            .Filter(Col("name") == "Order Completed")
            .DropDuplicates("source", "channel", "event_id")
            .GroupBy(ToDate(Col("occurred_at")).As("day"), Col("country"), Col("currency"))
            .Agg(Count("*").As("orders"), Sum("revenue").As("revenue"))
            .OrderBy("day", "country", "currency");
}
