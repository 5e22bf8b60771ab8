using Analytics.Contracts;

namespace Warehouse.Tests;

/// <summary>The count of a value of a dimension in a minute, with defaults for most members.</summary>
public sealed record DimensionRow(
    long Minute,
    string Dimension = "page",
    string Value = "/",
    int Events = 1,
    int PageViews = 0,
    string Source = "web",
    string Currency = "",
    decimal Revenue = 0
)
{
    /// <summary>Adds up the rows of each key, as Spark does before it writes.</summary>
    public static List<DimensionRow> Sums(IEnumerable<DimensionRow> rows) =>
        [
            .. rows.GroupBy(row => (row.Minute, row.Dimension, row.Value, row.Source, row.Currency))
                .Select(same =>
                    same.First() with
                    {
                        Events = same.Sum(row => row.Events),
                        PageViews = same.Sum(row => row.PageViews),
                        Revenue = same.Sum(row => row.Revenue),
                    }
                ),
        ];

    /// <summary>The row as a query of dimensions sends it.</summary>
    public SessionsRow Part =>
        new()
        {
            Dimension = Dimension,
            Value = Value,
            Source = Source,
            Minute = Minute,
            Currency = Currency,
            Events = Events,
            PageViews = PageViews,
            Revenue = Revenue,
        };
}
