using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

/// <summary>The functions of reprocess for dimensions, without Spark.</summary>
public abstract class DimensionCorrections(WarehouseServer server) : Corrections(server)
{
    protected void Merge(IEnumerable<DimensionRow> rows, int batch = 0) =>
        Writer.MergeSessions(rows.Select(row => row.Part), Batches.Of(batch, batch + 1, query: QueryNames.Sessions, id: batch + 1));

    protected long Correct(string run, IEnumerable<DimensionRow> lake, string? source = null)
    {
        Compare(run, lake, source);
        return Applied(run, source);
    }

    /// <summary>Compares only the dimensions of the lake.</summary>
    protected void Compare(string run, IEnumerable<DimensionRow> lake, string? source = null, int times = 1)
    {
        Begin(run, source);
        foreach (var minute in lake.GroupBy(row => row.Minute))
        {
            for (var time = 0; time < times; time++)
                Insert(run, minute.Key, DimensionRow.Sums(minute));
        }

        Batch.Execute($"SELECT {WarehouseFunctions.CompareDay}($1, $2)", run, Day);
    }

    void Insert(string run, long minute, List<DimensionRow> rows)
    {
        Batch.Execute(
            "INSERT INTO staging.lake_dimensions VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9)",
            run,
            minute,
            Array(row => row.Source),
            Array(row => row.Dimension),
            Array(row => row.Value),
            Array(row => row.Currency),
            Array(row => (long)row.Events),
            Array(row => (long)row.PageViews),
            Array(row => row.Revenue)
        );

        T[] Array<T>(Func<DimensionRow, T> value) => [.. rows.Select(value)];
    }
}
