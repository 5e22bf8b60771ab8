using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using BatchJobs.Tests.Reports;
using CsCheck;

namespace BatchJobs.Tests.Transforms;

[Collection(SparkCollection.Reports)]
public sealed partial class FunnelsTests(SparkCollection spark)
{
    static readonly DateOnly _day = new(2026, 1, 1);
    static readonly DateTimeOffset _midnight = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset _evening = _midnight.AddHours(23).AddMinutes(58);

    static readonly Funnel _funnel = new("buy", TimeSpan.FromMinutes(2), "device", [Step("a"), Step("b"), Step("c")]);

    [Fact]
    public void Gives_the_columns_of_the_contract() =>
        Assert.Equal(
            ContractsJson.Default.FunnelStepRow.Properties.Select(property => property.Name).Order(StringComparer.Ordinal),
            Frames.ColumnsOf(Funnels.Steps([_funnel], _day, Chains(_funnel, [Event("v", "a", 0)])))
        );

    [Fact]
    public void Counts_visitors_in_order_within_the_window()
    {
        List<AnalyticsEvent> events =
        [
            .. Visit("whole", ("a", 0), ("b", 10), ("c", 30)),
            .. Visit("out of order", ("b", 0), ("a", 10), ("c", 30)),
            .. Visit("at the same time", ("a", 0), ("b", 0)),
            .. Visit("at the end of the window", ("a", 0), ("b", 120)),
            .. Visit("after the window", ("a", 0), ("b", 121)),
            .. Visit("a second try", ("a", 0), ("b", 10), ("a", 300), ("b", 320), ("c", 330)),
            .. Visit("did not begin", ("b", 0), ("c", 10)),
            Event("a bot", "a", 0) with
            {
                IsBot = true,
            },
            Event("nobody", "a", 0) with
            {
                AnonymousId = null,
            },
            Event("by user id", "a", 0) with
            {
                AnonymousId = null,
                UserId = "u",
            },
        ];

        Assert.Equal(
            ["web||1|step a|7|", "web||2|step b|3|20.0", "web||3|step c|2|15.0"],
            Lines(Funnels.Steps([_funnel with { Breakdown = null }], _day, Chains(_funnel with { Breakdown = null }, events)))
        );
        Assert.Equal(
            ["buy|web|a second try", "buy|web|whole"],
            Frames.Lines(Funnels.Completed([_funnel], Chains(_funnel, events)), "funnel", "source", "visitor")
        );
    }

    [Fact]
    public void Steps_after_midnight_count_and_begins_after_midnight_do_not()
    {
        var late = (int)(_evening.AddSeconds(100) - _midnight).TotalSeconds;
        List<AnalyticsEvent> events =
        [
            .. Visit("over midnight", ("a", late), ("b", late + 60)),
            .. Visit("of the next day", ("a", 86400), ("b", 86410)),
            .. Visit("both", ("a", late), ("a", 86400), ("b", 86410)),
        ];

        Assert.Equal(
            ["web||1|step a|2|", "web||2|step b|2|45.0", "web||3|step c|0|"],
            Lines(Funnels.Steps([_funnel with { Breakdown = null }], _day, Chains(_funnel, events)))
        );
    }

    [Fact]
    public void A_breakdown_takes_the_value_of_the_first_step_and_keeps_the_most_frequent()
    {
        var events = Enumerable
            .Range(0, Funnels.MostValues + 5)
            .SelectMany(number =>
                (AnalyticsEvent[])
                    [
                        Event($"v{number}", "a", 0) with
                        {
                            Device = number < 3 ? "mobile" : $"d{number:D3}",
                        },
                        Event($"v{number}", "b", 10) with
                        {
                            Device = "changed",
                        },
                    ]
            )
            .Append(Event("without", "a", 0))
            .ToList();

        var rows = Lines(Funnels.Steps([_funnel], _day, Chains(_funnel, events)));

        Assert.Equal(3 * (1 + Funnels.MostValues + 1), rows.Count);
        Assert.Contains("web|mobile|2|step b|3|10.0", rows);
        Assert.Contains("web|(none)|1|step a|1|", rows);
        Assert.Contains("web|(other)|1|step a|4|", rows);
        Assert.Contains($"web||1|step a|{Funnels.MostValues + 6}|", rows);
    }

    [Fact]
    public void Several_funnels_are_counted_apart()
    {
        var events = Frames.Events(
            spark.Session,
            [.. Visit("whole", ("a", 0), ("b", 10), ("c", 30)), .. Visit("first", ("a", 0)), .. Visit("other", ("b", 0))]
        );
        List<Funnel> funnels = [_funnel with { Breakdown = null }, new("b's", TimeSpan.FromMinutes(2), "country", [Step("b"), Step("c")])];
        var chains = Funnels.Chains(funnels, _day, events);

        Assert.Equal(
            [
                "b's|country|(none)|1|step b|2|",
                "b's|country|(none)|2|step c|1|20.0",
                "b's|||1|step b|2|",
                "b's|||2|step c|1|20.0",
                "buy|||1|step a|2|",
                "buy|||2|step b|1|10.0",
                "buy|||3|step c|1|20.0",
            ],
            Frames.Lines(Funnels.Steps(funnels, _day, chains), "funnel", "breakdown", "value", "step", "name", "visitors", "median_seconds")
        );
        Assert.Equal(["b's|whole", "buy|whole"], Frames.Lines(Funnels.Completed(funnels, chains), "funnel", "visitor"));
    }

    [Fact]
    public void A_step_may_ask_for_columns_with_any_value()
    {
        const string odd = "it's \\ \"odd\" -- ; \n";
        var step = new FunnelStep("odd", odd, new Dictionary<string, string> { ["page_path"] = odd, ["country"] = "PL" });
        var funnel = new Funnel("odd", TimeSpan.FromMinutes(1), null, [step]);
        List<AnalyticsEvent> events =
        [
            Event("right", odd, 0) with
            {
                PagePath = odd,
                Country = "PL",
            },
            Event("no country", odd, 0) with
            {
                PagePath = odd,
            },
            Event("other path", odd, 0) with
            {
                PagePath = "/",
                Country = "PL",
            },
        ];

        Assert.Equal(["right"], Frames.Lines(Chains(funnel, events), "visitor"));
    }

    /// <summary>The law: the counts are those of a search through every chain of every visitor.</summary>
    [Fact]
    public void Equals_a_search_through_every_chain()
    {
        var act = Gen.Select(Gen.Int[0, 24], Gen.Int[0, 3], (time, name) => (Seconds: time * 10, Name: "abcx"[name].ToString()));
        var visitors = act.List[0, 9].List[60];
        Gen.Select(visitors, Gen.Int[1, 4], Gen.Bool)
            .Sample(
                (all, minutes, repeats) =>
                {
                    var funnel = _funnel with
                    {
                        Breakdown = null,
                        Window = TimeSpan.FromMinutes(minutes),
                        // A step that repeats needs two events.
                        Steps = repeats ? [Step("a"), Step("b"), Step("a"), Step("c")] : _funnel.Steps,
                    };
                    Check(funnel, all);
                },
                iter: 12,
                threads: 1
            );
    }
}
