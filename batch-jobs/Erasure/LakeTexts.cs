using System.Globalization;
using Analytics.BatchJobs.Runs;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Erasure;

/// <summary>
/// The rows of other visitors in a derived table of the lake whose texts contain the person's ids. They stay, and the texts become
/// <c>(erased)</c>, as in the warehouse.
/// </summary>
/// <param name="Store">The table.</param>
/// <param name="Rows">The keys of the rows and all their texts as they become; persisted.</param>
/// <param name="Days">The days of the rows, in order.</param>
/// <param name="Count">The number of the rows.</param>
/// <param name="Texts">The distinct texts that are renamed; they hold ids.</param>
sealed record LakeTexts(LakeStore Store, DataFrame Rows, IReadOnlyList<DateOnly> Days, long Count, IReadOnlyList<string> Texts)
{
    const string Found = "found_texts";

    // Every other text of a derived table is of clients. Ids have their own conditions, the rest is of this system.
    static readonly string[] _others =
    [
        "source",
        "session_id",
        "user_key",
        "user_id",
        "visitor",
        "channel",
        "derived_from",
        "topic",
        "topic_id",
    ];

    public string Name => $"lake.{Store.Name}";

    /// <summary>Finds the rows; null where there are none.</summary>
    /// <param name="store">The table.</param>
    /// <param name="rows">The rows of the table that are not removed.</param>
    /// <param name="person">The person.</param>
    public static LakeTexts? Find(LakeStore store, DataFrame rows, PersonRows person)
    {
        IReadOnlyList<string> texts =
        [
            .. rows.DTypes().Where(column => column.Item2 == "string").Select(column => column.Item1).Except(_others),
        ];
        if (texts.Count == 0 || person.InValues(texts) is not { } inValues)
            return null;

        var columns = rows.Columns();
        var found = rows.Where(inValues.IsPossible)
            .WithColumn(Found, inValues.Texts)
            .Where($"size({Found}) > 0")
            .Select([.. store.KeyColumns(columns), .. texts.Select(Renamed), Col(Found)])
            .Persist();
        var days = found
            .GroupBy(LakeStore.ErasedDay)
            .Count()
            .Select(Col(LakeStore.ErasedDay).Cast("string"), Col("count"))
            .OrderBy(LakeStore.ErasedDay)
            .Collect()
            .ToDictionary(row => DateOnly.Parse(row.GetAs<string>(0), CultureInfo.InvariantCulture), row => row.GetAs<long>(1));
        if (days.Count == 0)
            return null;

        var distinct = found.SelectExpr($"explode({Found}) AS text").Distinct().OrderBy("text").Collect();
        return new(store, found, [.. days.Keys], days.Values.Sum(), [.. distinct.Select(row => row.GetAs<string>(0))]);
    }

    /// <summary>Renames the texts.</summary>
    /// <returns>The number of rows that had one of them.</returns>
    public long Rename(BatchRun run)
    {
        var keys = Store.Keys.Append(LakeStore.ErasedDay).Where(Rows.Columns().Contains).ToArray();
        var texts = Rows.Columns().Except([.. keys, Found]).ToList();
        var update = string.Join(", ", texts.Select(text => $"t.`{text}` = s.`{text}`"));
        return Store.Merge(run, Rows.DropDuplicates(keys[0], keys[1..]).Drop(Found), Days, $"WHEN MATCHED THEN UPDATE SET {update}");
    }

    static Column Renamed(string text) => Expr($"IF(array_contains({Found}, `{text}`), '(erased)', `{text}`) AS `{text}`");
}
