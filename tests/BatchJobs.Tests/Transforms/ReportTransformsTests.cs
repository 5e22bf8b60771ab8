using System.Text.Json.Serialization.Metadata;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using BatchJobs.Tests.Reports;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Transforms;

/// <summary>Each transform gives what plain loops over the same visits give, and the columns of its contract.</summary>
[Collection(SparkCollection.Reports)]
public sealed class ReportTransformsTests(SparkCollection spark)
{
    // A Wednesday: its week has visits before and after it.
    static readonly DateOnly _day = new(2026, 1, 7);

    static readonly Funnel _funnel = new(
        "buy",
        TimeSpan.FromHours(24),
        "device",
        [
            .. ((string[])["product_viewed", "added_to_cart", "purchase"]).Select(name => new FunnelStep(
                name,
                name,
                new Dictionary<string, string>()
            )),
        ]
    );

    readonly IReadOnlyList<Visit> _visits = new Traffic(seed: 7, _day.AddDays(-3), days: 5).Visits();

    ReportFrames Frame => new(spark.Session, _visits);

    PlainReport Plain => new(_visits, _day);

    [Fact]
    public void The_daily_summary_equals_a_plain_computation()
    {
        var rows = DailySummary.Of(_day, Frame.Events, Frame.Sessions, Frame.VisitorDays, Frame.VisitorFirst);
        HasColumns(ContractsJson.Default.DailySummaryRow, rows);
        Assert.Equal(
            Plain.Summary(),
            Frames.Lines(
                rows,
                "source",
                "visitors",
                "new_visitors",
                "sessions",
                "bounces",
                "page_views",
                "format_number(duration_p50_s, '0.00')",
                "format_number(duration_p90_s, '0.00')",
                "events",
                "concat_ws(' ', transform(map_entries(revenue), e -> concat(e.key, '=', e.value)))"
            )
        );
    }

    [Fact]
    public void A_source_with_sessions_only_has_a_summary()
    {
        var nothing = new ReportFrames(spark.Session, []);
        var row = Assert.Single(
            Frames.Lines(
                DailySummary.Of(_day, nothing.Events, Frame.Sessions.Where("source = 'web'"), nothing.VisitorDays, nothing.VisitorFirst),
                "source",
                "visitors",
                "events",
                "size(revenue)"
            )
        );
        Assert.Equal("web|0|0|0", row);
    }

    [Fact]
    public void Retention_of_days_and_weeks_equals_a_plain_computation()
    {
        var rows = RetentionCohorts.Of(_day, Frame.VisitorDays, Frame.VisitorFirst);
        HasColumns(ContractsJson.Default.RetentionRow, rows);
        Assert.Equal(Plain.Retention(), Frames.Lines(rows, "source", "grain", "cohort", "period", "visitors"));
    }

    [Fact]
    public void Retention_reads_only_its_days()
    {
        Assert.Equal(
            Plain.Retention(),
            Frames.Lines(
                RetentionCohorts.Of(
                    _day,
                    Frame.VisitorDays.Where("day BETWEEN DATE '2026-01-05' AND DATE '2026-01-11'"),
                    Frame.VisitorFirst
                ),
                "source",
                "grain",
                "cohort",
                "period",
                "visitors"
            )
        );
    }

    [Fact]
    public void Retention_goes_back_30_days_and_25_weeks()
    {
        var first = Frames.VisitorFirst(
            spark.Session,
            Enumerable.Range(0, 400).Select(ago => ("web", $"v{ago}", _day.AddDays(-ago), (string?)null))
        );
        var periods = RetentionCohorts.Of(_day, Frame.VisitorDays, first).GroupBy("grain").Agg(Functions.Expr("max(period) AS period"));
        Assert.Equal(["day|30", "week|25"], Frames.Lines(periods, "grain", "period"));
    }

    [Fact]
    public void Path_steps_equal_a_plain_computation()
    {
        var rows = Paths.Of(_day, Frame.Events);
        HasColumns(ContractsJson.Default.PathStepRow, rows);
        Assert.Equal(Plain.Steps(), Frames.Lines(rows, "source", "from_path", "to_path", "steps"));
    }

    [Fact]
    public void Page_times_equal_a_plain_computation()
    {
        var rows = PageTimes.Of(_day, Frame.Events);
        HasColumns(ContractsJson.Default.PageTimeRow, rows);
        Assert.Equal(Plain.PageTimes(), Frames.Lines(rows, "source", "path", "views", "milliseconds"));
    }

    [Fact]
    public void Rarely_viewed_pages_are_one_row()
    {
        var first = _visits.First(visit => !visit.IsBot && visit.Day == _day).Events[0];
        var views = Views(first, FrequentKeys.Most + 20);

        var rows = Frames.Lines(PageTimes.Of(_day, Frames.Events(spark.Session, views)), "source", "path", "views", "milliseconds");

        Assert.Equal(FrequentKeys.Most + 1, rows.Count);
        Assert.Contains($"{first.Source}|(other)|19|19", rows);
    }

    [Fact]
    public void Rare_paths_are_one_row()
    {
        var first = _visits.First(visit => !visit.IsBot && visit.Day == _day).Events[0];
        var views = Views(first, FrequentKeys.Most + 20);
        var visit = new Visit(first.Source!, first.SessionId!, first.AnonymousId!, "direct", false, views);

        var rows = Frames.Lines(Paths.Of(_day, Frames.Events(spark.Session, views)), "source", "from_path", "to_path", "steps");

        Assert.Equal(new PlainReport([visit], _day).Steps(), rows);
        Assert.Equal(FrequentKeys.Most + 1, rows.Count);
        Assert.Contains($"{first.Source}|(other)|(other)|19", rows);
    }

    [Fact]
    public void Funnel_and_attribution_equal_a_plain_computation()
    {
        var chains = Funnels.Chains(_funnel, _day, Frame.Events).Persist();
        Assert.Equal(
            Plain.Funnel(_funnel),
            Frames.Lines(
                Funnels.Steps([_funnel], _day, chains).Where("breakdown = ''"),
                "funnel",
                "source",
                "step",
                "visitors",
                "format_number(median_seconds, '0.00')"
            )
        );
        var rows = Attribution.Of(_day, Funnels.Completed([_funnel], chains), Frame.Sessions, Frame.VisitorFirst);
        HasColumns(ContractsJson.Default.AttributionRow, rows);
        Assert.Equal(Plain.Attribution(_funnel), Frames.Lines(rows, "source", "funnel", "touch", "channel", "visitors"));
        chains.Unpersist();
    }

    static void HasColumns(JsonTypeInfo row, DataFrame rows) =>
        Assert.Equal(row.Properties.Select(property => property.Name).Order(StringComparer.Ordinal), Frames.ColumnsOf(rows));

    /// <summary>Views of as many pages, a millisecond after each other, in the session of an event.</summary>
    static List<AnalyticsEvent> Views(AnalyticsEvent first, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(number =>
                    first with
                    {
                        EventId = $"{number:D4}",
                        PagePath = $"/{number:D4}",
                        OccurredAt = first.OccurredAt!.Value.AddMilliseconds(number),
                    }
                ),
        ];
}
