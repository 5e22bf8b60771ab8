namespace Analytics.BatchJobs.Erasure;

/// <summary>The texts of a table of the warehouse that contain the person's ids: keys of sums, columns of others' sessions.</summary>
/// <param name="Table">The table, without its schema.</param>
/// <param name="Texts">The distinct texts; they hold ids.</param>
/// <param name="Rows">The rows that have one of them.</param>
sealed record FoundTexts(string Table, IReadOnlyList<string> Texts, long Rows)
{
    public string Name => $"warehouse.{Table}";
}
