using Analytics.Contracts;

namespace Warehouse.Tests.Functions;

public sealed class ClearStagingTests(WarehouseServer server) : Corrections(server)
{
    [Theory]
    [InlineData("'run'", "other")]
    [InlineData("NULL")]
    public void Of_a_table_in_use_the_rows_of_the_run_go_or_those_of_every_run(string run, params string[] left)
    {
        CleanUp(); // Other tests leave rows of their runs.
        Batch.Execute("INSERT INTO staging.lake_duplicates VALUES ('run', 'web', 'alice', 1), ('other', 'web', 'alice', 1)");
        using var reader = Database.Open();
        using (reader.Begin())
        {
            reader.Rows("SELECT run_id FROM staging.lake_duplicates");
            Batch.Execute($"SELECT {WarehouseFunctions.ClearStaging}({run})");
        }

        Assert.Equal(left, Admin.Rows("SELECT run_id FROM staging.lake_duplicates"));
    }

    protected override void CleanUp() => Admin.Execute("DELETE FROM staging.lake_duplicates");
}
