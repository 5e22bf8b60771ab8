using Analytics.Hosting;
using Microsoft.Spark.Sql;
using Npgsql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Sources;

/// <summary>Tells of which sources <c>compact</c> removes the lake's visitors of a day, or has removed them.</summary>
static class RemovedVisitors
{
    /// <returns>The condition over column <c>source</c>; null where the visitors of every source are there.</returns>
    public static Column? Of(NpgsqlDataSource warehouse, DateOnly day)
    {
        using var command = warehouse.CreateCommand(EmbeddedText.Read(typeof(RemovedVisitors).Assembly, "removed_visitors"));
        command.Parameters.Add(new() { Value = day });
        using var reader = command.ExecuteReader();
        var sources = new Dictionary<string, bool>();
        while (reader.Read())
            sources[reader.GetString(0)] = reader.GetBoolean(1);

        if (!sources.ContainsValue(true))
            return null;

        // The row of the empty source answers for each source that has neither a separate rule nor a separate removal.
        var others = sources[""];
        var differing = sources.Where(source => source.Value != others).Select(source => source.Key).ToArray();
        var differs = differing.Length == 0 ? Lit(false) : Col("source").IsIn(differing);
        return others ? !differs : differs;
    }
}
