using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.SparkJobs.Settings;
using Analytics.SparkJobs.Sinks;
using Analytics.Testing;
using Analytics.Transforms;

namespace SparkJobs.Tests.Sinks;

public sealed class SoleArchiveTests(SparkFixture spark)
{
    static readonly LakeEnds _ends = new(new() { ["t"] = new() { ["0"] = 5 } }, new() { ["t"] = "id" });

    [Fact]
    public void Of_two_archives_that_found_the_lake_alike_one_writes_and_the_other_is_refused()
    {
        using var folder = new TestFolder();
        var lake = new LakeFolder(OtherFileSystem.Of(spark.Session, folder));
        var (one, other) = (new SoleArchive(spark.Session, lake), new SoleArchive(spark.Session, lake));
        for (var batch = 1; batch <= 2; batch++)
        {
            one.Begin();
            other.Begin();
            one.Check();
            other.Check();

            Write(one, lake);
            one.Committed();
            Write(other, lake);

            Assert.Equal(ExitCodes.InUse, Assert.Throws<FatalStopException>(other.Committed).ExitCode);
            Assert.Equal(ExitCodes.InUse, Assert.Throws<FatalStopException>(other.Check).ExitCode);
            one.Check();
            Assert.Equal(batch, DeltaRows.Read(spark.Session, lake.Events).Count());
        }
    }

    void Write(SoleArchive archive, LakeFolder lake) =>
        archive
            .Claim(LakeSink.Writer(spark.Session.Sql("SELECT DATE '2026-01-01' AS received_date, 1 AS n"), "append"))
            .Option("userMetadata", archive.Signed(_ends).ToJson())
            .Save(lake.Events);
}
