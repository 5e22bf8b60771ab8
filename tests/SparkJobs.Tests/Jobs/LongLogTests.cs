using System.Globalization;
using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;
using Analytics.Testing.Waiting;
using Analytics.Transforms;
using Microsoft.Spark.Interop.Ipc;

namespace SparkJobs.Tests.Jobs;

/// <summary>A table whose log an earlier version of the archive wrote, without a limit: each commit lists all of its files.</summary>
public sealed class LongLogTests(SparkFixture spark, TestEnvironment environment)
{
    const int Expired = 1_000;
    const int Recent = 100;
    const int Digits = 20;

    // The most files of the table in a part of a checkpoint.
    const string PartSize = "spark.databricks.delta.checkpoint.partSize";

    static readonly DateTime _now = TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task The_first_batch_leaves_hours_of_it_and_the_archive_goes_on_where_the_lake_ends()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment);
        var table = stream.Context.Lake.Events;
        stream.Publish(stream.Topics.Events, Events.Good(50));
        using (stream.Run(LakeArchiveJob.Plan))
        {
            await stream.LakeRowsAsync(50);
            stream.Publish(stream.Topics.Events, Events.Good(10, seed: 3)); // A second file.
            await stream.LakeRowsAsync(60);
        }

        Assert.Equal([$"{LakeLog.CleanupProperty}=false", $"{LakeLog.RetentionProperty}={LakeLog.Retention}"], Properties(table));

        spark.Session.Sql($"ALTER TABLE delta.`{table}` UNSET TBLPROPERTIES ('{LakeLog.RetentionProperty}', '{LakeLog.CleanupProperty}')");
        var recent = Lengthen(table);
        stream.Publish(stream.Topics.Events, Events.Good(10, seed: 2));
        using (stream.Run(LakeArchiveJob.Plan))
        {
            await stream.LakeRowsAsync(70);
            await Poll.UntilAsync(
                () => Task.FromResult(Versions(table).Min()),
                oldest => oldest == recent - 1,
                oldest => $"the log has files of version {oldest}, and the checkpoint of {recent - 1} is needed",
                TestStream.Deadline,
                TestStream.Period
            );
        }

        Assert.Equal([$"{LakeLog.CleanupProperty}=false", $"{LakeLog.RetentionProperty}={LakeLog.Retention}"], Properties(table));
        // Only the last expired version remains, with its two-part checkpoint; all unexpired versions remain.
        Assert.Equal([recent - 1, recent - 1], Versions(table, ".parquet"));
        var kept = Versions(table, ".json");
        Assert.Equal(Enumerable.Range(0, kept.Count).Select(at => recent - 1 + at), kept);
        Assert.InRange(kept.Count, Recent + 2, Recent + 50); // The archive has committed.
        Assert.Equal(70, stream.Read(table).Select("topic", "partition", "offset").Distinct().Count());
        Assert.Empty(stream.Warnings.All);
        // A version that has not expired can be read, though there is no checkpoint of its hours.
        Forget();
        Assert.Equal(60, spark.Session.Read().Format("delta").Option("versionAsOf", recent).Load(table).Count());
    }

    IEnumerable<string> Properties(string table) =>
        TableProperties
            .Of(spark.Session, table)
            .Where(property => property.Key is LakeLog.RetentionProperty or LakeLog.CleanupProperty)
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => $"{property.Key}={property.Value}");

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
        spark.Session.Conf().Set(PartSize, 1);
        try
        {
            Delta(table).Invoke("checkpoint");
        }
        finally
        {
            spark.Session.Conf().Unset(PartSize);
        }

        foreach (var file in Files(table).Where(file => file.EndsWith(".parquet", StringComparison.Ordinal)))
            Date(file, -20);
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

    // The versions of the files in the log, hidden ones among them.
    static List<long> Versions(string table, string end = "") =>
        [
            .. Files(table)
                .Select(file => Path.GetFileName(file).TrimStart('.'))
                .Where(name => name.EndsWith(end, StringComparison.Ordinal) && name.Length > Digits && name.Take(Digits).All(char.IsDigit))
                .Select(name => long.Parse(name[..Digits], CultureInfo.InvariantCulture))
                .Order(),
        ];

    static void Date(string file, int hours, int seconds = 0) => File.SetLastWriteTimeUtc(file, _now.AddHours(hours).AddSeconds(seconds));

    static List<string> Files(string table) => [.. Directory.GetFiles(Path.Combine(table, "_delta_log")).Order(StringComparer.Ordinal)];

    JvmObjectReference Delta(string table) =>
        (JvmObjectReference)Jvm.CallStatic("org.apache.spark.sql.delta.DeltaLog", "forTable", spark.Session, table)!;

    // A process that starts knows nothing of the table.
    static void Forget() => Jvm.CallStatic("org.apache.spark.sql.delta.DeltaLog", "clearCache");
}
