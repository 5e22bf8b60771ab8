using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Analytics.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Erasure;

/// <summary>
/// Removes what was found from every store, and renames the texts of sums that name the person. The rows that prove which anonymous ids
/// are the person's are last, so that a run after an interrupted one finds the same ids and completes it. The receipt is recorded after
/// each store.
/// </summary>
sealed class Eraser(BatchRun run, EraseSettings settings, Person person, NpgsqlDataSource warehouse)
{
    public async Task<Receipt> EraseAsync(Findings found, CancellationToken stopping)
    {
        var key = SubjectKey.Open(run.Lake, settings.KeyFile);
        var subjects = person.Users.Select(key.OfUser).Concat(person.Anonymous.Select(key.OfAnonymous)).ToList();
        var receipt = Begin(subjects);
        await RecordAsync(receipt, subjects[0], stopping);
        await DoneAsync(new(WarehouseDeadLetters.Name, found.DeadLetters, await found.Letters.RemoveAsync(stopping)));
        await DoneAsync(new(WarehouseSessions.Name, found.Sessions, await found.WarehouseSessions.RemoveAsync(stopping)));

        foreach (var texts in found.Texts)
            await RenamedAsync(new(texts.Name, texts.Texts.Count, await found.WarehouseTexts.RenameAsync(texts, stopping)));

        // Delta rewrites the files of removed rows; a deletion vector would leave them in place.
        run.Session.Conf().Set("spark.databricks.delta.merge.deletionVectors.persistent", false);
        if (settings.Recount)
            receipt.Recount = await DaysToReprocess.OfAsync(warehouse, CountedDays(found.Lake), settings.Source, stopping);

        var logs = found.Lake.ToDictionary(table => table.Store.Name, table => TableFiles.LimitLog(run, table.Store));
        foreach (var texts in found.LakeTexts)
            await RenamedAsync(new(texts.Name, texts.Texts.Count, texts.Rename(run)));

        var removed = new Dictionary<string, long>();
        foreach (var isProof in (bool[])[false, true])
        {
            foreach (var table in found.Lake)
            {
                stopping.ThrowIfCancellationRequested();
                removed[table.Store.Name] = removed.GetValueOrDefault(table.Store.Name) + table.Remove(run, isProof);
            }
        }

        foreach (var table in found.Lake)
        {
            if (settings.VacuumNow)
                run.Step($"{table.Store.Name}: deleting old files", () => TableFiles.DeleteNow(run, table.Store.Path));

            var now = run.Clock.GetUtcNow();
            await DoneAsync(
                new($"lake.{table.Store.Name}", table.Count, removed[table.Store.Name])
                {
                    FilesGoneAfter = settings.VacuumNow ? now : now + TableFiles.Retention,
                    LogHoldsUntil = logs[table.Store.Name],
                }
            );
        }

        receipt.EndedAt = run.Clock.GetUtcNow();
        await RecordAsync(receipt, subjects[0], stopping);
        return receipt;

        async Task DoneAsync(StoreReceipt store)
        {
            run.Say($"{store.Store}: {store.Removed} of {store.Found} rows removed");
            run.Rows += store.Removed;
            receipt.Stores.Add(store);
            await RecordAsync(receipt, subjects[0], stopping);
        }

        async Task RenamedAsync(RenamedTexts renamed)
        {
            run.Say($"{renamed.Store}: {renamed.Texts} texts renamed, in {renamed.Rows} rows");
            run.Rows += renamed.Rows;
            receipt.Renamed.Add(renamed);
            await RecordAsync(receipt, subjects[0], stopping);
        }
    }

    Receipt Begin(List<byte[]> subjects) =>
        new()
        {
            RunId = run.Id,
            BeganAt = run.Clock.GetUtcNow(),
            Source = settings.Source,
            From = settings.From,
            To = settings.To,
            Subjects = [.. subjects.Select(Convert.ToHexStringLower)],
            LinkedIds = person.Linked.Count,
            SharedIds = person.Shared.Count,
            Horizons = Horizons.Of(settings.VacuumNow),
        };

    // Derived tables are made of the same events; sessions have their own sums, whose events may be gone.
    static IEnumerable<DateOnly> CountedDays(IReadOnlyList<FoundRows> lake) =>
        lake.Where(table => table.Store.Name is LakeTables.Events or LakeTables.Rejected or LakeTables.Sessions)
            .SelectMany(table => table.CountedDays());

    async Task RecordAsync(Receipt receipt, byte[] subject, CancellationToken stopping)
    {
        await using var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(Eraser).Assembly, "record_erasure"));
        command.Parameters.Add(new() { Value = run.Id });
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = (object?)settings.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = receipt.ToJson() });
        await command.ExecuteNonQueryAsync(stopping);
    }
}
