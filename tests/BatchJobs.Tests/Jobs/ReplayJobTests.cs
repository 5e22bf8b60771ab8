using System.Text.Json.Nodes;
using Analytics.Contracts;
using Analytics.Local.Components;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using Analytics.Testing.Waiting;

namespace BatchJobs.Tests.Jobs;

/// <summary>The job with a real collector, Kafka and a lake.</summary>
[Collection(SparkCollection.Reports)]
[Trait("Fault", "F16")]
public sealed partial class ReplayJobTests(TestEnvironment environment)
{
    static readonly string[] _correction = ["--where", "code = 'type_unknown'", "--set", "type=track", "--yes"];

    [Fact]
    public async Task A_killed_run_is_continued_and_nothing_is_sent_twice()
    {
        await using var bench = await ReplayBench.StartAsync(environment);
        await bench.PostAsync(CollectorOptions.Key, Enumerable.Range(0, 600).Select(number => Event(number, isWhole: number >= 60)));
        await bench.PostAsync(ReplayBench.ServerKey, Enumerable.Range(600, 400).Select(number => Event(number, isWhole: number >= 640)));
        var rejected = (await bench.Kafka.FindAsync("rejected", 1000, IsRejected)).ToDictionary(User);
        bench.Archive();

        await KillHalfwayAsync(bench);
        Assert.Equal(0, await bench.ReplayAsync(_correction));
        await bench.Kafka.FindAsync("events", 900, arrived => !IsRejected(arrived));
        await bench.Kafka.FindAsync("rejected", 1100, IsRejected);
        Assert.Equal(0, await bench.ReplayAsync(_correction));
        bench.Archive();
        Assert.Equal(0, await bench.ReplayAsync(["--where", "true", "--set", "type=track", "--yes"]));

        AssertFirstReceipt(bench, rejected);
        await AssertMinutesAsync(bench, rejected);
        Assert.Equal(
            ["accepted 900", "event_name_missing 100"],
            bench
                .Rejected.Where("replay_of IS NULL AND replayed_at IS NOT NULL AND replay_run IS NOT NULL")
                .GroupBy("replay_result")
                .Count()
                .OrderBy("replay_result")
                .Collect()
                .Select(row => $"{row[0]} {row[1]}")
        );
        Assert.Equal(
            100,
            bench
                .Rejected.Where("replay_of IS NOT NULL AND code = 'event_name_missing' AND replay_result IS NULL")
                .Select("replay_of")
                .Distinct()
                .Count()
        );
    }

    [Fact]
    public async Task What_has_reached_the_lake_is_not_sent_again()
    {
        await using var bench = await ReplayBench.StartAsync(environment);
        await bench.PostAsync(CollectorOptions.Key, Enumerable.Range(0, 20).Select(number => Event(number, isWhole: number >= 5)));
        await bench.Kafka.FindAsync("rejected", 20, IsRejected);
        bench.Archive();
        Assert.Equal(0, await bench.ReplayAsync(_correction));
        await bench.Kafka.FindAsync("rejected", 25, IsRejected);
        bench.Archive();

        // The rows are as after an interruption before the outcome was noted.
        ReplayBench.Session.Sql($"UPDATE delta.`{bench.Lake.Rejected}` SET replay_result = 'sent' WHERE replay_result IS NOT NULL");
        await bench.StartCollectorAsync(environment);
        Assert.Equal(0, await ReplayBesideErasureAsync(bench));
        Assert.Equal(15, bench.Rejected.Where("replay_result = 'accepted'").Count());
        Assert.Equal(5, bench.Rejected.Where("replay_result = 'event_name_missing'").Count());

        // The event sent last has arrived, so an earlier one would have arrived too.
        Assert.Equal(0, await bench.ReplayAsync([.. _correction, "--again", "--limit", "1"]));
        Assert.Single(await bench.Kafka.FindAsync("anything", 1, _ => true));
    }

    [Fact]
    public async Task Shows_what_would_happen_and_changes_nothing()
    {
        await using var bench = await ReplayBench.StartAsync(environment);
        await bench.PostAsync(
            CollectorOptions.Key,
            [
                Event(0, isWhole: false),
                Event(1),
                new JsonObject { ["type"] = "track", ["event"] = "play" },
                new JsonObject { ["type"] = "page", ["large"] = new string('x', 1_200_000) },
            ]
        );
        await bench.Kafka.FindAsync("rejected", 4, IsRejected);
        bench.Archive();
        var before = Directory.GetFiles(bench.Lake.Rejected, "*", SearchOption.AllDirectories).Order().ToList();

        using var output = new CapturedOutput();
        var exits = new List<int>
        {
            await bench.ReplayAsync(["--where", "true", "--set", "type=track"]),
            await bench.ReplayAsync(["--where", "cod = 'x'"]),
            await bench.ReplayAsync(["--where", "true) OR (", "--yes"]),
        };
        await File.WriteAllTextAsync(bench.KeyFile, ReplayBench.ServerKey, TestContext.Current.CancellationToken);
        exits.Add(await bench.ReplayAsync(["--where", "true", "--yes"]));

        var text = output.ToString();
        Assert.True(exits is [0, 64, 64, 77], $"{string.Join(' ', exits)}\n{text}");
        Assert.Matches("type_unknown: 2\n", text);
        Assert.Matches("user_missing: 1\n", text);
        Assert.Matches("3 rows can be replayed\n", text);
        Assert.Matches("skipped, the original was too large to be kept whole: 1\n", text);
        Assert.Matches("before:  .*\"type\":\"trakc\".*\n.*after:   .*\"type\":\"track\".*\n.*result:  accepted\n", text);
        Assert.Matches("result:  event_name_missing \\(event\\)\n", text);
        Assert.Matches("after:   the same\n.*result:  user_missing \\(userId\\)\n", text);
        Assert.Matches("--where: .*cod", text);
        Assert.Matches("does not accept the key as an operator key", text);
        Assert.Equal(before, Directory.GetFiles(bench.Lake.Rejected, "*", SearchOption.AllDirectories).Order());
        Assert.DoesNotContain(bench.Kafka.All, arrived => !IsRejected(arrived));
    }

    /// <summary>Kills the job with -9 when Kafka has its second part, before the rows record it.</summary>
    static async Task KillHalfwayAsync(ReplayBench bench)
    {
        using var job = bench.Submit([.. _correction, "--chunk", "250"]);
        var output = job.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = job.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await Poll.UntilAsync(
                "the second part is in Kafka",
                () => job.HasExited || bench.Kafka.All.Count(arrived => !IsRejected(arrived)) > 250,
                TimeSpan.FromMinutes(5)
            );
            Assert.False(job.HasExited, job.HasExited ? await output + await errors : "");
        }
        finally
        {
            job.Kill(entireProcessTree: true);
            await job.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Each event is in the events topic once, as it would be had it been valid at first.</summary>
    static void AssertFirstReceipt(ReplayBench bench, Dictionary<string, Arrived> rejected)
    {
        var events = bench.Kafka.All.Where(arrived => !IsRejected(arrived)).ToList();
        Assert.Equal(900, events.Count);
        Assert.Equal(900, events.Select(one => one["user_id"]).Distinct().Count());
        Assert.All(events, one =>
        {
            var first = rejected[one["user_id"]!];
            var sent = JsonNode.Parse(first["original"]!)!;
            Assert.Equal((first["source"], first["channel"], first["received_at"]), (one["source"], one["channel"], one["received_at"]));
            Assert.Equal((string?)sent["messageId"] ?? one["event_id"], one["event_id"]);
            Assert.Equal((string?)sent["timestamp"] ?? first["received_at"], one["occurred_at"]);
        });
    }

    // Some have a messageId, some only a timestamp, some neither.
    static JsonObject Event(int number, bool isWhole = true)
    {
        var sent = new JsonObject { ["type"] = "trakc", ["userId"] = $"u-{number}" };
        if (isWhole)
            sent["event"] = "play";
        if (number % 3 == 0)
            sent["messageId"] = $"m-{number}";
        if (number % 3 != 2)
            sent["timestamp"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToString(UtcTime.Format);

        return sent;
    }

    static bool IsRejected(Arrived arrived) => arrived.Topic.EndsWith("rejected", StringComparison.Ordinal);

    static string User(Arrived rejected) => (string)JsonNode.Parse(rejected["original"]!)!["userId"]!;
}
