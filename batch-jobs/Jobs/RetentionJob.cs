using System.CommandLine;
using Analytics.BatchJobs.Retention;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Jobs;

/// <summary>Lists the rules of retention, and sets one. <c>compact</c> applies them.</summary>
static class RetentionJob
{
    static readonly Option<string> _source = new("--source")
    {
        Description = "The source of the rule; every source without a rule by default.",
        DefaultValueFactory = _ => "",
    };
    static readonly Option<string?> _what = Kind();
    static readonly Option<int?> _days = Options.Number<int>("--days", 1, 36500, "The days for which the data are kept.");

    /// <summary>The least days of events and of rejected ones: the schedule's reprocess reads the three last closed days.</summary>
    const int LeastDays = 4;

    /// <summary>The least days of visitors: the nightly report counts those who came back in the week of a closed day.</summary>
    const int LeastVisitorDays = 8;

    static readonly Option<bool> _remove = new("--remove") { Description = "Remove the rule." };

    public static Command Command()
    {
        var command = JobCommand.Create(
            "retention",
            """
            Lists the rules of retention, or sets one: how long data of a source are kept. compact applies them.
            Example: ./spark-submit.sh batch retention --what events --days 400 --source shop
            """,
            [SharedOptions.Warehouse],
            [_source, _what, _days, _remove, SharedOptions.DryRun],
            [],
            (parsed, run, _) => RunAsync(run, Rule(parsed), parsed.GetValue(_days))
        );
        command.Validators.Add(result =>
        {
            var changes = result.GetResult(_days) is not null ^ result.GetValue(_remove);
            if (result.GetResult(_what) is not null != changes)
            {
                result.AddError("A rule takes --what and either --days or --remove; none of them lists the rules.");
            }
            else if (result.GetValue(_what) is RetentionRules.Events or RetentionRules.Rejected && result.GetValue(_days) < LeastDays)
            {
                result.AddError(
                    $"--days takes at least {LeastDays} for {RetentionRules.Events} and {RetentionRules.Rejected}: "
                        + "the nightly reprocess reads the three last closed days."
                );
            }
            else if (result.GetValue(_what) is RetentionRules.Visitors && result.GetValue(_days) < LeastVisitorDays)
            {
                result.AddError(
                    $"--days takes at least {LeastVisitorDays} for {RetentionRules.Visitors}: the nightly report reads the week of a "
                        + "closed day."
                );
            }
            else if (result.GetValue(_source) is { Length: > KeyText.Source })
            {
                result.AddError($"--source takes up to {KeyText.Source} characters.");
            }
        });
        return command;
    }

    /// <param name="run">The run.</param>
    /// <param name="rule">The rule to change; null lists only.</param>
    /// <param name="days">The days of the rule; null removes it.</param>
    public static async Task<int> RunAsync(BatchRun run, (string Source, string What)? rule, int? days)
    {
        await using var connection = await run.Warehouse!.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (rule is var (source, what))
        {
            await using var command = new NpgsqlCommand(EmbeddedText.Read(typeof(RetentionJob).Assembly, "set_retention"), connection);
            command.Parameters.Add(new() { Value = source });
            command.Parameters.Add(new() { Value = what });
            command.Parameters.Add(new() { Value = (object?)days ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
            await command.ExecuteNonQueryAsync();
            run.Rows = run.DryRun ? 0 : 1;
        }

        foreach (var kept in await RetentionRules.ReadAsync(connection))
            run.Say($"{kept.What} of {(kept.Source.Length == 0 ? "every source without a rule" : kept.Source)}: {kept.Days} days");

        run.Say("data without a rule stay; in the warehouse sessions stay for 60 days, live visitors for 400");
        if (!run.DryRun)
            await transaction.CommitAsync();
        else
            await SayRemovedAsync(run, connection);

        return ExitCodes.Done;
    }

    // The transaction with the rule is not committed. What the lake would lose is counted by compact, which reads it.
    static async Task SayRemovedAsync(BatchRun run, NpgsqlConnection connection)
    {
        await using var count = new NpgsqlCommand(EmbeddedText.Read(typeof(RetentionJob).Assembly, "expire_sessions"), connection)
        {
            CommandTimeout = 0,
        };
        var sessions = (long)(await count.ExecuteScalarAsync())!;
        run.Say($"by these rules compact would remove {sessions} sessions of the warehouse");
        run.Say("nothing was changed; once they are set, compact --dry-run says what it would remove from the lake");
    }

    static (string, string)? Rule(ParseResult parsed) => parsed.GetValue(_what) is { } what ? (parsed.GetValue(_source)!, what) : null;

    static Option<string?> Kind()
    {
        var option = new Option<string?>("--what")
        {
            Description =
                $"The data of the rule: {string.Join(", ", RetentionRules.Kinds)}. Visitors are the lake's visitor tables and the "
                + "warehouse's live visitors.",
        };
        option.AcceptOnlyFromAmong([.. RetentionRules.Kinds]);
        return option;
    }
}
