using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

/// <summary>Both sides must name the same columns, since a column that only one side knows would silently be null.</summary>
public sealed partial class MergeRowsTests(WarehouseServer server)
{
    [Fact]
    public void Live_rows_have_the_columns_of_the_contract() =>
        Assert.Equal(Columns(ContractsJson.Default.LiveMetricsRow), Columns(WarehouseFunctions.MergeLiveMetrics));

    [Fact]
    public void Rejected_rows_have_the_columns_of_the_contract() =>
        Assert.Equal(Columns(ContractsJson.Default.RejectedCountsRow), Columns(WarehouseFunctions.MergeRejectedCounts));

    static IEnumerable<string> Columns(JsonTypeInfo row) => row.Properties.Select(property => property.Name);

    IEnumerable<string> Columns(string function)
    {
        using var database = server.Create();
        using var admin = database.Open();
        var text = admin.Value<string>("SELECT prosrc FROM pg_proc WHERE oid = $1::regproc", function);
        var list = Assert.Single(Record().Matches(text)).Groups["columns"].Value;
        return list.Split(',').Select(column => column.Trim().Split(' ')[0]);
    }

    [GeneratedRegex(@"json_to_recordset\(.*?\) AS (r )?\((?<columns>[^)]+)\)", RegexOptions.Singleline)]
    private static partial Regex Record();
}
