using Analytics.DashboardPreview.Macros;

namespace DashboardPreview.Tests.Macros;

/// <summary>One case per macro, with the expansion of Grafana's data source.</summary>
public sealed class MacroExpanderTests
{
    static readonly TimeWindow _window = new(
        new DateTimeOffset(2026, 11, 23, 10, 0, 0, 500, TimeSpan.Zero),
        new DateTimeOffset(2026, 11, 23, 10, 5, 0, TimeSpan.Zero),
        TimeSpan.FromSeconds(90)
    );

    [Theory]
    [InlineData("$__time(at)", "at AS \"time\"")]
    [InlineData("$__timeEpoch(at)", "extract(epoch from at) as \"time\"")]
    [InlineData("$__timeFilter(at)", "at BETWEEN '2026-11-23T10:00:00.5Z' AND '2026-11-23T10:05:00Z'")]
    [InlineData("$__timeFrom()", "'2026-11-23T10:00:00.5Z'")]
    [InlineData("$__timeTo()", "'2026-11-23T10:05:00Z'")]
    [InlineData("$__timeGroup(at,'1m')", "floor(extract(epoch from at)/60)*60")]
    [InlineData("$__timeGroup( at , 100ms )", "floor(extract(epoch from at)/0.1)*0.1")]
    [InlineData("$__timeGroup(at,1d)", "floor(extract(epoch from at)/86400)*86400")]
    [InlineData("$__timeGroup(at,30d)", "floor(extract(epoch from at)/2.592e+06)*2.592e+06")]
    [InlineData("$__timeGroupAlias(at,1m)", "floor(extract(epoch from at)/60)*60 AS \"time\"")]
    [InlineData("$__unixEpochFilter(s)", "s >= 1795428000 AND s <= 1795428300")]
    [InlineData("$__unixEpochFrom()", "1795428000")]
    [InlineData("$__unixEpochTo()", "1795428300")]
    [InlineData("$__unixEpochNanoFilter(ns)", "ns >= 1795428000500000000 AND ns <= 1795428300000000000")]
    [InlineData("$__unixEpochNanoFrom()", "1795428000500000000")]
    [InlineData("$__unixEpochNanoTo()", "1795428300000000000")]
    [InlineData("$__unixEpochGroup(s,1m)", "floor((s)/60)*60")]
    [InlineData("$__unixEpochGroupAlias(s,1m)", "floor((s)/60)*60 AS \"time\"")]
    [InlineData("$__interval_ms", "90000")]
    [InlineData("$__interval", "1m")]
    public void Expands(string sql, string expected) => Assert.Equal(expected, MacroExpander.Expand(sql, _window).Text);

    [Theory]
    [InlineData("NULL", nameof(FillMode.Null), 0)]
    [InlineData("previous", nameof(FillMode.Previous), 0)]
    [InlineData("0", nameof(FillMode.Value), 0)]
    [InlineData("-1.5", nameof(FillMode.Value), -1.5)]
    public void Reads_the_fill_argument(string text, string mode, double value)
    {
        var expanded = MacroExpander.Expand($"SELECT $__timeGroupAlias(at,10s,{text})", _window);

        Assert.Equal(new Fill(Enum.Parse<FillMode>(mode), TimeSpan.FromSeconds(10), value), expanded.Fill);
        Assert.Equal("SELECT floor(extract(epoch from at)/10)*10 AS \"time\"", expanded.Text);
    }

    [Fact]
    public void Without_a_third_argument_nothing_is_filled() =>
        Assert.Null(MacroExpander.Expand("$__timeGroupAlias(at,10s)", _window).Fill);

    [Theory]
    [InlineData("$__timeFiltre(at)", "unknown macro \"__timeFiltre\"")]
    [InlineData("$__timeGroup(at)", "macro __timeGroup needs time column and interval and optional fill value")]
    [InlineData("$__timeGroup(at,soon)", "error parsing interval soon")]
    [InlineData("$__timeGroup(at,1m,nothing)", "error parsing fill value nothing")]
    public void Says_what_is_wrong(string sql, string message) =>
        Assert.Equal(message, Assert.Throws<MacroException>(() => MacroExpander.Expand(sql, _window)).Message);

    [Fact]
    public void Plain_replacement_reaches_into_quotes() =>
        Assert.Equal(
            "date_bin('1m', at, '1795428000')",
            MacroExpander.Expand("date_bin('$__interval', at, '$__unixEpochFrom()')", _window).Text
        );

    [Fact]
    public void A_macro_inside_a_comment_is_not_expanded() =>
        Assert.Equal(
            "SELECT 1 \n + 2   + 3",
            MacroExpander.Expand("SELECT 1 -- $__unknown(x)\n + 2 /* $__unknown(x) */ + 3", _window).Text
        );

    [Fact]
    public void A_trailing_SQLCommenter_block_goes_to_the_server() =>
        Assert.Equal("SELECT 1 /*panel='7',user='a'*/", MacroExpander.Expand("SELECT 1 /*panel='7',user='a'*/", _window).Text);
}
