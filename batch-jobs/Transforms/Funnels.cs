using System.Globalization;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Transforms;

/// <summary>Counts the visitors who took each step of a funnel that they began on one UTC day.</summary>
/// <remarks>
/// A chain takes the steps in order, each strictly later than the one before, all within the funnel's window of the first. A visitor has
/// reached the deepest step of any chain. Of the chains that reach it, the one that began latest counts, with the earliest time of
/// each step.
/// </remarks>
static class Funnels
{
    /// <summary>The values of a breakdown that have rows of their own, for each source: those of most visitors.</summary>
    public const int MostValues = 50;
    public const string None = "(none)";

    /// <summary>The last UTC day with steps of the chains that began on the day: a window is at most 24 hours.</summary>
    public static DateOnly LastDay(DateOnly day) => day.AddDays(1);

    /// <summary>
    /// Finds the chain of each visitor who began the funnel on the day. Out: funnel, source, visitor, value (of the breakdown, at the first
    /// step) and chain, the times of the steps that the visitor reached, in milliseconds of Unix time.
    /// </summary>
    /// <param name="funnel">The funnel.</param>
    /// <param name="day">The day of the first steps.</param>
    /// <param name="events">Unique canonical events of the day and of the day after it.</param>
    public static DataFrame Chains(Funnel funnel, DateOnly day, DataFrame events)
    {
        var taken = funnel.Steps.Select(Takes).ToList();
        var marks = taken.Select((step, index) => When(step, 1 << index).Otherwise(0)).Aggregate((all, step) => all + step);
        return ReportEvents
            .OfPeople(events)
            .Where(taken.Aggregate((any, step) => any | step))
            .WithColumn("marks", marks)
            .SelectExpr(
                "source",
                $"{EventSql.Visitor} AS visitor",
                "unix_millis(occurred_at) AS at",
                $"marks & IF({UtcDay.Contains(day, "occurred_at")}, -1, -2) AS marks",
                $"IF(marks & 1 = 1, {Value(funnel.Breakdown)}, NULL) AS value"
            )
            .Where("visitor IS NOT NULL")
            .GroupBy("source", "visitor", "at")
            .Agg(Expr("bit_or(marks) AS marks"), Expr("min(value) AS value"))
            .GroupBy("source", "visitor")
            .Agg(Expr("sort_array(collect_list(struct(at, marks, value))) AS events"))
            .Where("exists(events, e -> e.marks & 1 = 1)")
            .WithColumn("chain", Expr(ChainSql(funnel)))
            .WithColumn("value", Expr("filter(events, e -> e.at = chain[0])[0].value"))
            .WithColumn("funnel", Lit(funnel.Name))
            .Select("funnel", "source", "visitor", "value", "chain");
    }

    /// <summary>Finds the chains of several funnels.</summary>
    public static DataFrame Chains(IReadOnlyList<Funnel> funnels, DateOnly day, DataFrame events) =>
        funnels.Select(funnel => Chains(funnel, day, events)).Aggregate((all, chains) => all.Union(chains));

    /// <summary>Returns the visitors whose chain has every step: funnel, source, visitor.</summary>
    public static DataFrame Completed(IReadOnlyList<Funnel> funnels, DataFrame chains) =>
        chains.Where(Size(Col("chain")).EqualTo(OfFunnel(funnels, Steps))).Select("funnel", "source", "visitor");

    /// <summary>
    /// Counts the chains by step. Out: the columns of <see cref="FunnelStepRow"/>, for all visitors and for each value of the breakdown.
    /// A source in which no visitor began a funnel has no rows of it.
    /// </summary>
    /// <remarks>An exact percentile keeps each distinct value in memory: the times are tenths of a second.</remarks>
    public static DataFrame Steps(IReadOnlyList<Funnel> funnels, DateOnly day, DataFrame chains) =>
        chains
            .Join(Broadcast(Frequent(chains)), ["funnel", "source", "value"], "left")
            .Select(
                Col("funnel"),
                Col("source"),
                Col("chain"),
                OfFunnel(funnels, Steps).As("steps"),
                OfFunnel(funnels, funnel => Lit(funnel.Breakdown)).Cast("string").As("column"),
                Expr($"IF(is_named, value, '{FrequentKeys.Other}') AS named")
            )
            .SelectExpr(
                "funnel",
                "source",
                "chain",
                "steps",
                """
                inline(filter(
                    array(struct('' AS breakdown, '' AS value), struct(column AS breakdown, named AS value)),
                    key -> key.breakdown IS NOT NULL))
                """
            )
            .SelectExpr("funnel", "source", "breakdown", "value", "chain", "explode(sequence(1, steps)) AS step")
            .GroupBy("funnel", "source", "breakdown", "value", "step")
            .Agg(
                Expr("count_if(step <= size(chain)) AS visitors"),
                Expr(
                    "percentile(IF(step BETWEEN 2 AND size(chain), round((chain[step - 1] - chain[step - 2]) / 100), NULL), 0.5) / "
                        + "10 AS median_seconds"
                )
            )
            .Select(
                Col("funnel"),
                Lit(UtcDay.Text(day)).As("day"),
                Col("source"),
                Col("breakdown"),
                Col("value"),
                Col("step"),
                OfFunnel(funnels, Names).As("name"),
                Col("visitors"),
                Col("median_seconds")
            );

    // Every null of a comparison counts as false: the event does not take the step.
    static Column Takes(FunnelStep step) =>
        step
            .Where.Select(filter => Col(filter.Key).EqNullSafe(Lit(filter.Value)))
            .Concat(step.Event is { } name ? [Col("name").EqNullSafe(Lit(name))] : [])
            .Aggregate((all, filter) => all & filter);

    static string Value(string? breakdown) =>
        breakdown is null ? $"'{None}'" : KeyCharacters.Key($"coalesce(nullif({breakdown}, ''), '{None}')", KeyText.Name);

    /// <summary>
    /// Folds the visitor's events, in order of time, to the chain that counts. The state holds for each step the chain to it with the
    /// latest begin: it outlives every other chain in the window. An event extends chains of earlier events only.
    /// </summary>
    static string ChainSql(Funnel funnel) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            aggregate(
                events,
                CAST(array_repeat(NULL, {funnel.Steps.Count}) AS ARRAY<ARRAY<BIGINT>>),
                (chains, e) -> transform(chains, (chain, i) -> CASE
                    WHEN i = 0 THEN IF(e.marks & 1 = 1, array(e.at), chain)
                    WHEN shiftright(e.marks, i) & 1 = 1 AND e.at - chains[i - 1][0] <= {(long)funnel.Window.TotalMilliseconds}
                        AND (chain IS NULL OR chains[i - 1][0] > chain[0])
                    THEN concat(chains[i - 1], array(e.at))
                    ELSE chain END),
                chains -> element_at(filter(chains, chain -> chain IS NOT NULL), -1))
            """
        );

    static DataFrame Frequent(DataFrame chains) =>
        chains
            .GroupBy("funnel", "source", "value")
            .Agg(Expr("count(1) AS visitors"))
            .WithColumn("rank", Expr("row_number() OVER (PARTITION BY funnel, source ORDER BY visitors DESC, value)"))
            .Where($"rank <= {MostValues}")
            .SelectExpr("funnel", "source", "value", "true AS is_named");

    static Column OfFunnel(IReadOnlyList<Funnel> funnels, Func<Funnel, Column> value) =>
        funnels.Aggregate(Lit(null), (others, funnel) => When(Col("funnel").EqualTo(funnel.Name), value(funnel)).Otherwise(others));

    static Column Steps(Funnel funnel) => Lit(funnel.Steps.Count);

    static Column Names(Funnel funnel) =>
        funnel
            .Steps.Select((step, index) => (step.Name, Number: index + 1))
            .Aggregate(Lit(null), (names, step) => When(Col("step").EqualTo(step.Number), step.Name).Otherwise(names));
}
