using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Microsoft.Spark.Interop.Ipc;

namespace SparkJobs.Tests.Jobs;

/// <summary>A table whose log an earlier version of the archive wrote, without a limit: each commit lists all of its files.</summary>
public sealed class LongLogTests(SparkFixture spark, TestEnvironment environment)
{
    const int Expired = 1_000;
    const int Recent = 100;

    // The commits of the test itself, checkpoints and what Delta writes beside commits.
    const int Others = 50;

    static readonly DateTime _now = TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task The_first_batch_leaves_hours_of_it_and_the_archive_goes_on_where_the_lake_ends()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        var table = stream.Context.Lake.Events;
        stream.Publish(stream.Topics.Events, Events.Good(50));
        using (stream.Run(LakeArchiveJob.Plan))
            await stream.LakeRowsAsync(50);
        Assert.Equal([$"{LakeLog.CleanupProperty}=false", $"{LakeLog.RetentionProperty}={LakeLog.Retention}"], Properties(table));

        spark.Session.Sql($"ALTER TABLE delta.`{table}` UNSET TBLPROPERTIES ('{LakeLog.RetentionProperty}', '{LakeLog.CleanupProperty}')");
        var recent = Lengthen(table);
        stream.Publish(stream.Topics.Events, Events.Good(10, seed: 2));
        using (stream.Run(LakeArchiveJob.Plan))
        {
            await stream.LakeRowsAsync(60);
            await Poll.UntilAsync(
                () => Task.FromResult(Files(table).Count),
                files => files <= Recent + Others,
                files => $"the log has {files} files",
                TestStream.Deadline,
                TestStream.Period
            );
        }

        Assert.Equal([$"{LakeLog.CleanupProperty}=false", $"{LakeLog.RetentionProperty}={LakeLog.Retention}"], Properties(table));
        Assert.InRange(Files(table).Count, Recent, Recent + Others);
        Assert.Equal(60, stream.Read(table).Select("topic", "partition", "offset").Distinct().Count());
        Assert.Empty(stream.Warnings.All);
        // A version that has not expired can be read, though there is no checkpoint of its hours.
        Forget();
        Assert.Equal(50, spark.Session.Read().Format("delta").Option("versionAsOf", recent).Load(table).Count());
    }

    IEnumerable<string> Properties(string table) =>
        spark
            .Session.Sql($"SHOW TBLPROPERTIES delta.`{table}`")
            .Where($"key IN ('{LakeLog.RetentionProperty}', '{LakeLog.CleanupProperty}')")
            .OrderBy("key")
            .Collect()
            .Select(row => $"{row[0]}={row[1]}");

    // Adds versions that say what the archive's last one says about itself, and name no files: expired ones, a checkpoint that has expired,
    // and recent ones. Returns the first recent version.
    long Lengthen(string table)
    {
        var commits = Files(table).Where(file => file.EndsWith(".json", StringComparison.Ordinal)).ToList();
        var archived = commits.Last(file => File.ReadAllText(file).Contains("\\\"ends\\\"", StringComparison.Ordinal));
        var info = JsonNode.Parse(File.ReadLines(archived).First(line => line.StartsWith("{\"commitInfo\"", StringComparison.Ordinal)))!;
        foreach (var file in Files(table))
            Date(file, -40 * 24);

        Add(commits.Count, Expired, -30);
        Forget();
        Delta(table).Invoke("checkpoint");
        Date(Files(table).Single(file => file.EndsWith(".checkpoint.parquet", StringComparison.Ordinal)), -20);
        Add(commits.Count + Expired, Recent, -3);
        Forget();
        return commits.Count + Expired;

        void Add(int from, int count, int hours)
        {
            for (var version = from; version < from + count; version++)
            {
                var file = Path.Combine(table, "_delta_log", $"{version:D20}.json");
                info["commitInfo"]!["timestamp"] = info["commitInfo"]!["timestamp"]!.GetValue<long>() + 1;
                File.WriteAllText(file, info.ToJsonString() + "\n");
                Date(file, hours, version);
            }
        }
    }

    static void Date(string file, int hours, int seconds = 0) => File.SetLastWriteTimeUtc(file, _now.AddHours(hours).AddSeconds(seconds));

    static List<string> Files(string table) => [.. Directory.GetFiles(Path.Combine(table, "_delta_log")).Order(StringComparer.Ordinal)];

    JvmObjectReference Delta(string table) =>
        (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.delta.DeltaLog", "forTable", spark.Session, table)!;

    // A process that starts knows nothing of the table.
    static void Forget() => Jvm.CallStatic("org.apache.spark.sql.delta.DeltaLog", "clearCache");
}
