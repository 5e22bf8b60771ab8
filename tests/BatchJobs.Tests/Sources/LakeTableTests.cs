using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Analytics.Testing;

namespace BatchJobs.Tests.Sources;

[Collection(SparkCollection.Reports)]
public sealed class LakeTableTests(SparkCollection spark) : IDisposable
{
    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_that_an_older_lake_lacks_are_null_and_parts_of_keys_empty()
    {
        spark.Session.Sql("SELECT 'e' AS event_id, 'web' AS source").Write().Format("delta").Save(_folder.Path);

        var events = LakeTable.Events(spark.Session, _folder.Path);

        Assert.Empty(SparkSchema.EventColumnNames.Except(events.Columns()));
        Assert.Equal(
            1,
            events.Where("event_id = 'e' AND channel = '' AND topic_id = '' AND screen_width IS NULL AND revenue IS NULL").Count()
        );
    }
}
