using Analytics.SparkJobs.Jobs;
using Analytics.Testing;
using SparkJobs.Tests.Jobs;

namespace SparkJobs.Tests.Sinks;

public sealed class LogChecksumsTests(SparkFixture spark, TestEnvironment environment)
{
    [Fact]
    public async Task The_archive_writes_none_and_removes_those_of_other_sessions()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        stream.Publish(stream.Topics.Events, [.. Events.Good(3), .. Events.Garbage]);
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(3 + Events.Garbage.Count);
        Assert.Empty(Checksums());

        File.WriteAllText(Path.Combine(stream.Context.Lake.Events, "_delta_log", "._last_checkpoint.crc"), "of an older checkpoint");
        stream.Publish(stream.Topics.Events, Events.Good(2, seed: 2));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(5 + Events.Garbage.Count);
        Assert.Empty(Checksums());

        IEnumerable<string> Checksums() => Directory.EnumerateFiles(stream.Context.Lake.LocalPath!, ".*.crc", SearchOption.AllDirectories);
    }
}
