namespace DashboardPreview.Tests.Lint;

public sealed class SqlRulesTests
{
    static readonly HashSet<string> _variables = ["source"];

    [Theory]
    [InlineData("SELECT $__timeGroupAlias(date_trunc('s',at),1m) FROM reporting.x ORDER BY 1", "trap 1")]
    [InlineData("SELECT $__timeGroup(at,1m), n FROM reporting.x ORDER BY 1", "trap 2")]
    [InlineData("SELECT $__timeGroup(at,1m) , n FROM reporting.x ORDER BY 1", "trap 2")]
    [InlineData("SELECT $__timeGroupAlias(at,100ms,0), n FROM reporting.x ORDER BY 1", "trap 3")]
    [InlineData("SELECT $__timeGroupAlias(at,1500ms,0), n FROM reporting.x ORDER BY 1", "trap 3")]
    [InlineData("SELECT $__timeGroupAlias(at,0s), n FROM reporting.x ORDER BY 1", "trap 4")]
    [InlineData("SELECT $__timeGroupAlias(at,1M), n FROM reporting.x ORDER BY 1", "trap 4")]
    [InlineData("SELECT at AS \"Time\", n FROM reporting.x ORDER BY 1", "trap 5")]
    [InlineData("SELECT page, sum(seconds) / sum(views) AS time FROM reporting.x ORDER BY 1", "trap 6")]
    [InlineData("SELECT $__timeGroupAlias(at,1m), n FROM reporting.x GROUP BY 1", "trap 7")]
    [InlineData("SELECT $__timeGroupAlias(at,1m), n FROM reporting.x GROUP BY time ORDER BY 1", "trap 8")]
    [InlineData("SELECT $__timeGroupAlias(at,1m), n FROM reporting.x GROUP BY 1 ORDER BY \"time\"", "trap 8")]
    [InlineData("SELECT $__timeGroupAlias(at,1m), n FROM reporting.x WHERE $__timeFiltre(at) ORDER BY 1", "unknown macro $__timeFiltre")]
    [InlineData("SELECT $__timeGroupAlias(at,1m), n FROM reporting.x WHERE s IN ($sources) ORDER BY 1", "undefined variable $sources")]
    [InlineData("SELECT $__timeGroupAlias(at,1m), n FROM warehouse.x ORDER BY 1", "reads warehouse.x")]
    [InlineData("SELECT $__timeGroupAlias(at,1m), n FROM x ORDER BY 1", "reads no view")]
    [InlineData("SELECT date_trunc('day', at, 'UTC') AS \"time\" FROM reporting.sessions ORDER BY 1", "date_trunc(: PostgreSQL evaluates")]
    public void A_trap_is_found(string sql, string error) =>
        Assert.Contains(SqlRules.Errors(sql, table: false, _variables, TimeSpan.FromSeconds(1)), found =>
            found.StartsWith(error, StringComparison.Ordinal)
        );

    [Fact]
    public void Filling_by_the_panels_interval_needs_a_minimum_of_a_second() =>
        Assert.Contains(
            SqlRules.Errors(
                "SELECT $__timeGroupAlias(at,$__interval,0), n FROM reporting.x ORDER BY 1",
                table: false,
                _variables,
                TimeSpan.FromMilliseconds(100)
            ),
            found => found.StartsWith("trap 3", StringComparison.Ordinal)
        );

    [Fact]
    public void Sound_SQL_passes() =>
        Assert.Empty(
            SqlRules.Errors(
                "SELECT $__timeGroupAlias(at,$__interval,0), sum(n) FROM reporting.x WHERE $__timeFilter(at) AND source IN "
                    + "($source) GROUP BY 1 ORDER BY 1",
                table: false,
                _variables,
                TimeSpan.FromSeconds(1)
            )
        );

    [Fact]
    public void Finds_the_variables_of_a_text() =>
        Assert.Equal(["a", "b", "c"], SqlRules.VariablesIn("$a ${b:csv} [[c]] $a $__interval ${__from}"));
}
