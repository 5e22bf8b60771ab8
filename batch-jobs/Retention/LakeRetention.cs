using System.Globalization;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sinks;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Retention;

/// <summary>
/// Removes rows of the lake past their retention. Days of which nothing is kept are removed as partitions, which rewrites no file; the
/// others are rewritten a day at a time, so that the archive waits for one day at most.
/// </summary>
sealed class LakeRetention(BatchRun run, IReadOnlyList<RetentionRule> rules)
{
    readonly DateOnly _today = DateOnly.FromDateTime(run.Clock.GetUtcNow().UtcDateTime);

    /// <param name="wait">The longest wait for a job that reads these rows.</param>
    /// <param name="stopping">Ends the run.</param>
    /// <returns>False where nothing was removed, since such a job runs.</returns>
    public async Task<bool> ApplyAsync(TimeSpan wait, CancellationToken stopping)
    {
        if (rules.Count == 0)
            return true;

        // A reprocess that counts them meanwhile would subtract them; a visitor who comes back meanwhile keeps the day of the first visit.
        await using var single = run.DryRun ? null : await CorrectionLock.TryTakeAsync(run, wait, stopping);
        if (!run.DryRun && single is null)
            return false;

        Apply();
        return true;
    }

    void Apply()
    {
        var lake = run.Lake;
        Apply(LakeTables.Events, lake.Events, RetentionRules.Events, "received_date");
        Apply(LakeTables.Duplicates, lake.Duplicates, RetentionRules.Events, "day");
        Apply(LakeTables.Rejected, lake.Rejected, RetentionRules.Rejected, "received_date");
        Apply(LakeTables.Sessions, lake.Sessions, RetentionRules.Sessions, "day");
        Apply(LakeTables.VisitorDays, lake.VisitorDays, RetentionRules.Visitors, "day");
        ForgetVisitors();
    }

    void Apply(string name, string table, string what, string day)
    {
        var mine = new RetentionRules(rules, what, _today);
        if (!mine.IsAny || Read(table) is not { } rows)
            return;

        var past = rows.Where(mine.IsPast(day))
            .GroupBy(Col(day), Expr($"{EventSql.Source} AS source"))
            .Count()
            .Select(Col(day).Cast("string"), Col("source"), Col("count"))
            .Collect()
            .Select(row => new PastDay(Day(row.GetAs<string>(0)), row.GetAs<string>(1), row.GetAs<long>(2)))
            .ToList();
        var days = past.Select(one => one.Day).Distinct().Order().ToList();
        run.Say($"lake.{name}: {past.Sum(one => one.Rows)} rows of {days.Count} days are past their retention");
        if (run.DryRun || past.Count == 0)
            return;

        Record(what, [.. past.Select(one => one.Source).Distinct()], mine);

        if (mine.Whole is { } whole && days[0] < whole)
            Delete(table, Expr($"{day} < DATE '{whole:yyyy-MM-dd}'"));

        foreach (var part in days.Where(one => mine.Whole is not { } whole || one >= whole))
            Delete(table, Expr($"{day} = DATE '{part:yyyy-MM-dd}'") & mine.IsPast(day));

        run.Rows += past.Sum(one => one.Rows);
    }

    // Records the cut-off before the rows are deleted, since a later rule that keeps more does not restore them.
    void Record(string what, string[] sources, RetentionRules rules)
    {
        using var command = run.Warehouse!.CreateCommand(EmbeddedText.Read(typeof(LakeRetention).Assembly, "record_removals"));
        command.Parameters.Add(new() { Value = what });
        command.Parameters.Add(new() { Value = sources });
        command.Parameters.Add(new() { Value = System.Array.ConvertAll(sources, rules.KeptFrom) });
        command.ExecuteNonQuery();
    }

    // A visitor who came back keeps the day of the first visit: it goes with the visitor's last day.
    void ForgetVisitors()
    {
        const string view = "forgotten_visitors";
        var mine = new RetentionRules(rules, RetentionRules.Visitors, _today);
        if (!mine.IsAny || Read(run.Lake.VisitorFirst) is not { } first || Read(run.Lake.VisitorDays) is not { } days)
            return;

        var kept = days.Where(!mine.IsPast("day")).Select("source", "visitor");
        var gone = first
            .Where(mine.IsPast("first_day"))
            .Select("source", "visitor")
            .Join(kept, ["source", "visitor"], "left_anti")
            .Persist();
        var rows = gone.Count();
        run.Say($"lake.{LakeTables.VisitorFirst}: {rows} rows are past their retention");
        if (run.DryRun || rows == 0)
            return;

        gone.CreateOrReplaceTempView(view);
        using (run.CommitLock())
        {
            run.Session.Sql(
                $"MERGE INTO delta.`{run.Lake.VisitorFirst}` AS t USING {view} AS s ON t.source = s.source AND t.visitor = s.visitor "
                    + "WHEN MATCHED THEN DELETE"
            );
        }

        run.Rows += rows;
    }

    void Delete(string table, Column condition)
    {
        using var commit = run.CommitLock();
        DeltaTable.ForPath(run.Session, table).Delete(condition);
    }

    static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    DataFrame? Read(string table) => DeltaRows.Find(run.Session, table);

    /// <summary>The rows of a source on a day that are past their retention.</summary>
    sealed record PastDay(DateOnly Day, string Source, long Rows);
}
