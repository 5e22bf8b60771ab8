using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Macros;

namespace DashboardPreview.Tests.Macros;

/// <summary>The preview copies Grafana's surprising behavior, so that an error shows here before it shows in Grafana.</summary>
public sealed class MacroTrapTests
{
    static readonly TimeWindow _window = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(5), TimeSpan.FromSeconds(1));

    [Fact]
    public void An_argument_ends_at_the_first_bracket() =>
        Assert.Equal(
            "error parsing interval ts",
            Assert.Throws<MacroException>(() => MacroExpander.Expand("$__timeGroup(date_trunc('s',ts),'1m')", _window)).Message
        );

    [Fact]
    public void A_group_before_a_comma_names_its_column() =>
        Assert.Equal(
            "SELECT floor(extract(epoch from at)/60)*60 AS \"time\", 1",
            MacroExpander.Expand("SELECT $__timeGroup(at,1m), 1", _window).Text
        );

    [Fact]
    public void A_group_before_a_blank_and_a_comma_does_not() =>
        Assert.Equal(
            "SELECT floor(extract(epoch from at)/60)*60 , 1",
            MacroExpander.Expand("SELECT $__timeGroup(at,1m) , 1", _window).Text
        );

    [Fact]
    public void The_comma_is_searched_after_the_first_group_of_the_same_text() =>
        Assert.Equal(
            "SELECT floor(extract(epoch from at)/60)*60 AS \"time\", 1 ORDER BY floor(extract(epoch from at)/60)*60 AS \"time\"",
            MacroExpander.Expand("SELECT $__timeGroup(at,1m), 1 ORDER BY $__timeGroup(at,1m)", _window).Text
        );

    [Fact]
    public void A_fill_below_a_second_divides_by_zero()
    {
        var expanded = MacroExpander.Expand("SELECT $__timeGroupAlias(at,100ms,0)", _window);

        var failed = Assert.Throws<PanelException>(() =>
            TimeSeries.From(Rows.Of(("time", FieldType.Time, [0d]), ("v", FieldType.Number, [1d])), expanded.Fill, _window)
        );

        Assert.Contains("divide by zero", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_of_zero_is_PostgreSQLs_to_refuse() =>
        Assert.Equal("floor(extract(epoch from at)/0)*0", MacroExpander.Expand("$__timeGroup(at,0s)", _window).Text);

    [Fact]
    public void More_fill_points_than_the_row_limit_skip_the_fill()
    {
        var window = new TimeWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(30), TimeSpan.FromSeconds(1));

        var frame = TimeSeries.From(
            Rows.Of(("time", FieldType.Time, [0d]), ("v", FieldType.Number, [1d])),
            new Fill(FillMode.Null, TimeSpan.FromSeconds(1)),
            window
        );

        Assert.Equal(1, frame.Rows);
        Assert.Contains("Fill skipped", Assert.Single(frame.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_column_is_called_exactly_time() =>
        Assert.Contains(
            "time column is missing",
            Assert
                .Throws<PanelException>(() =>
                    TimeSeries.From(Rows.Of(("Time", FieldType.Time, [0d]), ("v", FieldType.Number, [1d])), null, _window)
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Rows_out_of_order_are_refused() =>
        Assert.Contains(
            "ORDER BY 1",
            Assert
                .Throws<PanelException>(() =>
                    TimeSeries.From(Rows.Of(("time", FieldType.Time, [2000d, 1000d]), ("v", FieldType.Number, [1d, 2d])), null, _window)
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_null_time_is_refused() =>
        Assert.Throws<PanelException>(() =>
            TimeSeries.From(Rows.Of(("time", FieldType.Time, [null]), ("v", FieldType.Number, [1d])), null, _window)
        );
}
