using System.CommandLine;
using Analytics.BatchJobs.Erasure;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sinks;
using Analytics.Hosting;

namespace Analytics.BatchJobs.Jobs;

/// <summary>Removes one person from the lake and the warehouse: rows of the named ids and of the anonymous ids seen with a user.</summary>
static class EraseJob
{
    static readonly Option<string?> _source = new("--source") { Description = "The only source; every source by default." };
    static readonly Option<DateOnly?> _from = DayOption.Create("--from", "The first day of receipt; every day by default.");
    static readonly Option<DateOnly?> _to = DayOption.Create("--to", "The last day of receipt.");
    static readonly TimeOption _wait = Options.Time(
        "--wait",
        TimeSpan.FromMinutes(10),
        TimeSpan.Zero,
        TimeSpan.FromDays(1),
        "The longest wait for a run of reprocess, report, replay, compact or another erase."
    );
    static readonly Option<bool> _recount = new("--recount")
    {
        Description = "Say which days to reprocess. Without it the sums stay as they are: they name no person.",
    };
    static readonly Option<bool> _vacuumNow = new("--vacuum-now")
    {
        Description =
            "Delete the files of removed rows at once, not after 7 days. Queries that read the lake meanwhile fail, and its earlier "
            + "versions can no longer be read. For a local lake only: elsewhere no lock keeps the archive from writing files meanwhile.",
    };
    static readonly Option<string?> _receipt = new("--receipt") { Description = "The file for the receipt; printed by default." };
    static readonly Option<string?> _key = new("--key-file")
    {
        Description =
            $"The key of the hashes in warehouse.erasures, 32 random bytes or more; by default {SubjectKey.FileName} in a local "
            + "lake, made once.",
    };

    public static Command Command()
    {
        var command = JobCommand.Create(
            "erase",
            """
            Removes one person from lake and warehouse. Without --yes it prints the ids and what it would remove.
            Example: ./spark-submit.sh batch erase --user-file person.txt
            """,
            [SharedOptions.Lake, SharedOptions.Warehouse],
            [_source, _from, _to, _wait, _recount, _vacuumNow, _receipt, _key, SharedOptions.Yes, SharedOptions.DryRun],
            PersonIds.Options,
            (parsed, run, stopping) => RunAsync(run, Settings(parsed), stopping)
        );
        PersonIds.Require(command);
        return command;
    }

    public static async Task<int> RunAsync(BatchRun run, EraseSettings settings, CancellationToken stopping)
    {
        if (settings.VacuumNow && run.Lake.LocalPath is null)
        {
            throw new JobException(
                ExitCodes.Usage,
                "--vacuum-now takes a local lake: elsewhere no lock keeps the archive from writing meanwhile."
            );
        }

        var warehouse = run.Warehouse!;
        await using var single = run.DryRun ? null : await CorrectionLock.TakeAsync(run, settings.Wait, stopping);
        if (single is not null)
            await StagedRows.ClearAsync(single.Connection, stopping);

        var person = run.Step("searching linked ids", () => LinkedIds.Find(run, settings));
        var found = await Findings.FindAsync(run, settings, person, warehouse, stopping);
        foreach (var line in found.Lines())
            run.Say(line);

        if (run.DryRun)
        {
            // Ids are printed in a dry run only, for the person who decides.
            foreach (var (id, events) in person.Linked)
            {
                run.Say(
                    $"linked: {id}, {events} rows with the "
                        + $"user{(person.Shared.Contains(id) ? "; other users have it too, their rows stay" : "")}"
                );
            }

            foreach (var text in found.RenamedTexts.Distinct().Order(StringComparer.Ordinal))
                run.Say($"would become (erased): {text}");

            run.Say("nothing was changed; --yes removes these rows");
            return ExitCodes.Done;
        }

        var receipt = await new Eraser(run, settings, person, warehouse).EraseAsync(found, stopping);
        await WriteAsync(run, settings, receipt, stopping);
        foreach (var (from, to) in receipt.Recount?.Ranges ?? [])
            run.Say($"the sums still count the person: reprocess {Again(run, settings, from, to)}");

        if (receipt.Stores.All(store => store.Removed == store.Found))
            return ExitCodes.Done;

        run.Say("rows changed meanwhile: run it again until it finds none");
        return ExitCodes.Failed;
    }

    static string Again(BatchRun run, EraseSettings settings, DateOnly from, DateOnly to)
    {
        var source = settings.Source is { } only ? $" --source {only}" : "";
        var isOpen = to >= DateOnly.FromDateTime(run.Clock.GetUtcNow().UtcDateTime);
        return $"--from {DayOption.Text(from)} --to {DayOption.Text(to)}{source}{(isOpen ? " --open" : "")}";
    }

    static async Task WriteAsync(BatchRun run, EraseSettings settings, Receipt receipt, CancellationToken stopping)
    {
        if (settings.ReceiptFile is not { } file)
        {
            Console.WriteLine(receipt.ToJson());
            return;
        }

        await File.WriteAllTextAsync(file, receipt.ToJson() + "\n", stopping);
        run.Say($"receipt: {file}");
    }

    static EraseSettings Settings(ParseResult parsed) =>
        new(PersonIds.Of(parsed), parsed.GetValue(_source), parsed.GetValue(_from), parsed.GetValue(_to))
        {
            Wait = _wait.Get(parsed),
            Recount = parsed.GetValue(_recount),
            VacuumNow = parsed.GetValue(_vacuumNow),
            ReceiptFile = parsed.GetValue(_receipt),
            KeyFile = parsed.GetValue(_key),
        };
}
