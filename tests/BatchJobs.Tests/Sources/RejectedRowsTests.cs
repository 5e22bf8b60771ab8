using Analytics.BatchJobs.Sources;
using Analytics.Testing;
using Microsoft.Spark.Extensions.Delta.Tables;

namespace BatchJobs.Tests.Sources;

[Collection(SparkCollection.Name)]
public sealed class RejectedRowsTests : IDisposable
{
    readonly TestFolder _folder = new();

    [Fact]
    public void A_row_that_was_erased_since_the_rows_were_selected_is_no_longer_present()
    {
        var lake = new PersonLake(Path.Combine(_folder.Path, "lake"));
        lake.Rejected("2026-03-02", """{"userId":"erased"}"""u8.ToArray(), """{"userId":"other"}"""u8.ToArray());
        using var rows = new RejectedRows(PersonLake.Session, lake.Folder.Rejected, "true", again: false);
        Assert.Equal(2, rows.Count());

        DeltaTable.ForPath(PersonLake.Session, lake.Folder.Rejected).Delete("original LIKE '%erased%'");

        var chunk = rows.From(1, 10);
        Assert.Equal(2, chunk.Count);
        Assert.Equal(1, Assert.Single(rows.Present(chunk)).Place.Offset);
    }

    public void Dispose() => _folder.Dispose();
}
