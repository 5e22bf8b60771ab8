using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Npgsql;

namespace Analytics.BatchJobs.Erasure;

/// <summary>The person's rows in every store, before any is removed.</summary>
sealed record Findings(
    IReadOnlyList<FoundRows> Lake,
    WarehouseSessions WarehouseSessions,
    long Sessions,
    WarehouseDeadLetters Letters,
    long DeadLetters,
    WarehouseTexts WarehouseTexts,
    IReadOnlyList<FoundTexts> Texts
)
{
    public static async Task<Findings> FindAsync(
        BatchRun run,
        EraseSettings settings,
        Person person,
        NpgsqlDataSource warehouse,
        CancellationToken stopping
    )
    {
        var lake = run.Step("searching the lake", () => LakeStores.Find(run, settings, person));
        var sessions = new WarehouseSessions(warehouse, settings, person);
        var letters = new WarehouseDeadLetters(warehouse, settings, person);
        var texts = new WarehouseTexts(warehouse, settings, person);
        return new(
            lake,
            sessions,
            await sessions.FindAsync(stopping),
            letters,
            await letters.FindAsync(stopping),
            texts,
            await texts.FindAsync(stopping)
        );
    }

    /// <summary>Returns a line for each store: its name and the number of rows found.</summary>
    public IEnumerable<string> Lines() =>
        [
            .. Lake.Select(table =>
                $"lake.{table.Store.Name}: {table.Count} "
                + $"rows{(table.Mentions > 0 ? $", {table.Mentions} of them only name the person in a text" : "")}"
            ),
            $"{WarehouseSessions.Name}: {Sessions} rows",
            $"{WarehouseDeadLetters.Name}: {DeadLetters} rows",
            .. Texts.Select(found => $"{found.Name}: {found.Texts.Count} texts to rename, in {found.Rows} rows"),
            .. LakeTexts.Select(found => $"{found.Name}: {found.Texts.Count} texts to rename, in {found.Count} rows"),
        ];

    /// <summary>The rows of others in the lake whose texts name the person.</summary>
    public IEnumerable<LakeTexts> LakeTexts => Lake.Select(table => table.Texts).OfType<LakeTexts>();

    /// <summary>The texts of warehouse and lake that become <c>(erased)</c>.</summary>
    public IEnumerable<string> RenamedTexts => Texts.SelectMany(found => found.Texts).Concat(LakeTexts.SelectMany(found => found.Texts));
}
