using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>
/// Sends mutated requests, the same in each run: the collector answers each, never with an internal error, and the jobs can use
/// every event that it accepts.
/// </summary>
public sealed class FuzzTests(RunningCollector running, ITestOutputHelper output)
{
    const int AtOnce = 16;
    readonly FuzzRun _run = FuzzRun.Asked;
    readonly List<string> _failures = [];
    readonly int[] _statuses = new int[600];
    long _accepted;
    long _rejected;

    [Fact]
    public async Task Mutations_cause_no_5xx_no_crash_no_hang_and_no_bad_message()
    {
        await using var topics = await running.Environment.CreateTopicsAsync();
        await using var downstream = new Downstream(topics.BootstrapServers, topics.Topics);
        await using var collector = await CollectorProcess.StartAsync([
            .. RunningCollector.Settings(topics.BootstrapServers, topics.Topics.Prefix),
        ]);
        await collector.ReadyAsync();
        var mutator = new Mutator(_run.Seed, await Routes.OfAsync(collector));
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(_run.From, _run.Mutations),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            (number, cancellation) => SendAsync(collector, number, mutator.Make(number), started, cancellation)
        );

        Assert.True(_failures.Count == 0, $"Seed {_run.Seed}:\n{string.Join('\n', _failures)}");
        Assert.False(collector.HasEnded, collector.Output);
        Assert.Equal("ok\n", await collector.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
        await Poll.UntilAsync("what was accepted is in Kafka", () => downstream.Events >= _accepted && downstream.Rejected >= _rejected);
        Assert.True(downstream.Wrong.Count == 0, string.Join('\n', downstream.Wrong));
        output.WriteLine(
            $"{_run}: {Statuses()}; {_accepted} accepted, {downstream.Events} in Kafka; {_rejected} "
                + $"rejected, {downstream.Rejected} in Kafka; {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s."
        );
        if (_run.Mutations >= 1000)
            Assert.All((int[])[200, 400, 401, 415], status => Assert.NotEqual(0, _statuses[status]));
    }

    async ValueTask SendAsync(CollectorProcess collector, int number, Mutated mutated, long started, CancellationToken cancellation)
    {
        try
        {
            using var request = mutated.Request();
            using var response = await collector.Http.SendAsync(request, cancellation);
            var status = (int)response.StatusCode;
            Interlocked.Increment(ref _statuses[status]);
            if (status is < 200 or >= 500)
            {
                Fail(number, $"{status}", mutated);
            }
            else if (
                !mutated.Path.StartsWith("/v1/validate", StringComparison.Ordinal)
                && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            )
            {
                Count(await response.Content.ReadAsByteArrayAsync(cancellation));
            }
        }
        catch (Exception unanswered) when (unanswered is HttpRequestException or TaskCanceledException or JsonException)
        {
            Fail(number, unanswered.Message, mutated);
        }

        if ((number - _run.From) % 50_000 == 49_999)
        {
            output.WriteLine(
                $"{number + 1 - _run.From} of {_run.Mutations}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {Statuses()}"
            );
        }
    }

    /// <summary>Adds the counts in an answer; some dialects state none, and validation stores nothing.</summary>
    void Count(byte[] answer)
    {
        if (JsonNode.Parse(answer) is not JsonObject json || json["accepted"] is null)
            return;

        Interlocked.Add(ref _accepted, (long)json["accepted"]!);
        Interlocked.Add(ref _rejected, (long)json["rejected"]!);
    }

    void Fail(int number, string what, Mutated mutated)
    {
        lock (_failures)
        {
            if (_failures.Count < 5)
                _failures.Add($"number {number}: {what} for {mutated}");
        }
    }

    string Statuses() =>
        string.Join(
            ", ",
            _statuses.Select((count, status) => (count, status)).Where(one => one.count > 0).Select(one => $"{one.count} x {one.status}")
        );
}
