using System.Text.Json;
using Analytics.Collector.Delivery.Spool;
using Analytics.Testing.Disks;
using Analytics.Testing.Waiting;
using Collector.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Tests.Faults;

/// <summary>The power is cut at random moments while every event goes to the spool: the disk then holds what was acknowledged.</summary>
[Collection(FaultBench.Name)]
[Trait("Fault", "F15")]
public sealed class PowerCutTests(FaultBench bench)
{
    const int Cuts = 20;
    const int Megabytes = 400;
    const int SegmentBytes = 16 * 1024 * 1024;
    const string Run = "power";

    static readonly TimeSpan _toDrain = TimeSpan.FromSeconds(90);

    [Fact(Explicit = true)]
    public async Task What_was_acknowledged_is_on_the_disk_at_any_moment()
    {
        using var disk = CutDisk.Mount(Megabytes);
        var topics = await bench.TopicsAsync(Run);
        var random = new Random();
        await bench.Kafka.KillAsync();
        IReadOnlyCollection<LoadResult> acked = [];
        var copy = "";
        try
        {
            await using var collector = await bench.Place(topics, SpoolOn(disk.Path)).StartAsync();
            var load = new KeyedLoad(() => collector.Url, Run, FaultBench.Rate);
            using var over = new CancellationTokenSource();
            var running = load.RunAsync(over.Token);
            for (var cut = 1; cut <= Cuts; cut++)
            {
                if (cut > 1)
                    disk.Discard();
                var enough = load.Results.Count + random.Next(1, 60);
                await Poll.UntilAsync($"{enough} requests are answered", () => load.Results.Count >= enough);
                acked = [.. load.Results.Where(result => result.IsAcked)];
                copy = disk.Cut();
                if (cut < Cuts)
                    Assert.Empty(Ids(acked).Except(Recovered(SpoolOn(copy))));
            }

            await over.CancelAsync();
            await running;
        }
        finally
        {
            await bench.Kafka.StartAsync(TestContext.Current.CancellationToken);
        }

        // A collector starts on the disk of the last cut.
        await using var next = await bench.Place(topics, SpoolOn(copy)).StartAsync();
        var check = await LoadCheck.ReadAsync(bench.Kafka.BootstrapServers, topics.Events, Run, acked, _toDrain);
        FaultReport.Book("F15 power cut while events go to the spool", check, acked, $"{Cuts} cuts");
        check.AssertGood();
    }

    [Fact(Explicit = true)]
    public void What_was_not_flushed_is_not_on_the_disk()
    {
        using var disk = CutDisk.Mount(Megabytes);
        foreach (var flush in (bool[])[true, false])
        {
            using var file = File.Create(Path.Combine(disk.Path, flush ? "flushed" : "written"));
            file.Write(new byte[1000]);
            file.Flush(flush);
        }

        var after = new DirectoryInfo(disk.Cut()).GetFiles().ToDictionary(file => file.Name, file => file.Length);
        Assert.Equal((1000, 0), (after["flushed"], after.GetValueOrDefault("written")));
    }

    static string SpoolOn(string disk) => Path.Combine(disk, "spool");

    static IEnumerable<string> Ids(IEnumerable<LoadResult> results) =>
        results.SelectMany(result =>
            Enumerable.Range(result.First, result.Events).Select(number => KeyedLoad.IdOf(Run, result.Writer, number))
        );

    // Opens the spool as a start of the collector does.
    static HashSet<string> Recovered(string folder)
    {
        var ids = new HashSet<string>();
        using var log = new SpoolRecovery(new SpoolDisk(folder), SegmentBytes, TimeProvider.System, NullLogger<SpoolLog>.Instance).Open(
            record => ids.Add(IdIn(record.Value))
        );
        return ids;
    }

    static string IdIn(ReadOnlySpan<byte> message)
    {
        var json = new Utf8JsonReader(message);
        while (json.Read())
        {
            if (json.TokenType is JsonTokenType.PropertyName && json.ValueTextEquals("event_id"u8))
                return json.Read() ? json.GetString()! : "";
        }

        return "";
    }
}
