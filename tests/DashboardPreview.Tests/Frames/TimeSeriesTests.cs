using Analytics.DashboardPreview.Frames;
using Analytics.DashboardPreview.Macros;

namespace DashboardPreview.Tests.Frames;

public sealed class TimeSeriesTests
{
    static readonly TimeWindow _window = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(4), TimeSpan.FromSeconds(1));

    [Fact]
    public void Three_columns_with_metric_give_series_of_bare_names()
    {
        var frame = TimeSeries.From(
            Rows.Of(
                ("time", FieldType.Time, [0d, 0d, 1000d]),
                ("metric", FieldType.Text, ["b", "a", "a"]),
                ("value", FieldType.Number, [1d, 2d, 3d])
            ),
            null,
            _window
        );

        Assert.Equal(["Time", "a", "b"], frame.Fields.Select(field => field.Name));
        Assert.Equal([2d, 3d], frame.Fields[1].Values);
        Assert.Equal([1d, null], frame.Fields[2].Values);
        Assert.Empty(frame.Fields[1].Labels);
    }

    [Fact]
    public void Other_text_columns_become_labels()
    {
        var frame = TimeSeries.From(
            Rows.Of(
                ("time", FieldType.Time, [0d]),
                ("code", FieldType.Text, ["x"]),
                ("events", FieldType.Number, [1d]),
                ("bytes", FieldType.Number, [2d])
            ),
            null,
            _window
        );

        Assert.Equal(
            [("Time", null), ("bytes", "x"), ("events", "x")],
            frame.Fields.Select(field => (field.Name, field.Labels.GetValueOrDefault("code")))
        );
    }

    [Fact]
    public void Rows_without_text_stay_as_they_are()
    {
        var rows = Rows.Of(("time", FieldType.Time, [0d, 1000d]), ("v", FieldType.Number, [1d, 2d]));

        Assert.Equal(rows, TimeSeries.From(rows, null, _window));
    }

    [Fact]
    public void No_rows_give_no_fields() =>
        Assert.Empty(TimeSeries.From(Rows.Of(("time", FieldType.Time, []), ("v", FieldType.Number, [])), null, _window).Fields);

    [Theory]
    [InlineData(nameof(FillMode.Null), new[] { 1d, -1, -1, 4, -1 })]
    [InlineData(nameof(FillMode.Previous), new[] { 1d, 1, 1, 4, 4 })]
    [InlineData(nameof(FillMode.Value), new[] { 1d, 7, 7, 4, 7 })]
    public void Fills_every_bucket_of_the_window(string mode, double[] expected)
    {
        var frame = TimeSeries.From(
            Rows.Of(("time", FieldType.Time, [0d, 3000d]), ("v", FieldType.Number, [1d, 4d])),
            new Fill(Enum.Parse<FillMode>(mode), TimeSpan.FromSeconds(1), 7),
            _window
        );

        Assert.Equal([0d, 1000d, 2000d, 3000d, 4000d], frame.Fields[0].Values);
        Assert.Equal(expected, frame.Fields[1].Values.Select(value => value as double? ?? -1));
    }

    [Fact]
    public void Fills_a_series_that_others_left_behind()
    {
        var frame = TimeSeries.From(
            Rows.Of(
                ("time", FieldType.Time, [0d, 1000d, 2000d]),
                ("metric", FieldType.Text, ["a", "b", "a"]),
                ("v", FieldType.Number, [1d, 2d, 3d])
            ),
            new Fill(FillMode.Value, TimeSpan.FromSeconds(1)),
            _window
        );

        Assert.Equal([1d, 0d, 3d, 0d, 0d], frame.Fields[1].Values);
        Assert.Equal([0d, 2d, 0d, 0d, 0d], frame.Fields[2].Values);
    }
}
