using System.Text;
using System.Text.Json.Nodes;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Analytics.Testing;
using Analytics.Testing.Processes;
using Collector.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Tests.Delivery.Spool.Commands;

/// <summary>The command that erases one person from the files of a spool.</summary>
public sealed class SpoolCommandTests : IDisposable
{
    const string Person = "canary-user-7f3a";
    readonly TestFolder _folder = new();
    readonly SpoolDisk _disk;

    public SpoolCommandTests() => _disk = new(_folder.Path);

    [Fact]
    public async Task The_person_is_overwritten_and_every_other_event_stays()
    {
        // The collector runs: it appends after the erasure.
        var refused = new RefusedEvents(_disk);
        refused.Add(Refused(Person), "MsgSizeTooLarge");
        refused.Add(Refused("bob"), "MsgSizeTooLarge");
        var damaged = DamagedSegment(Person, "bob", Person);
        Spool(Person, "bob", Person);

        var before = await EraseAsync();
        Assert.Equal((2, 1, 2, 0), before);
        Assert.Contains(Person, File.ReadAllText(Refusals));

        Assert.Equal((2, 1, 2, 3), await EraseAsync("--yes"));
        refused.Add(Refused("eve"), "MsgSizeTooLarge");
        Assert.DoesNotContain(Person, File.ReadAllText(Refusals));
        Assert.Equal(["web:bob", "web:eve"], Lines().Select(line => (string?)JsonNode.Parse(line)!["key"]));
        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(damaged, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Person, bytes);
        Assert.Contains("\"user_id\":\"bob\"", bytes);

        Assert.Equal((0, 0, 2, 0), await EraseAsync("--yes"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_refused_after_an_operator_took_the_file_away_is_kept(bool isRemoved)
    {
        var refused = new RefusedEvents(_disk);
        refused.Add(Refused("bob"), "MsgSizeTooLarge");

        if (isRemoved)
            File.Delete(Refusals);
        else
            File.WriteAllText(Refusals, "");
        refused.Add(Refused("eve"), "MsgSizeTooLarge");

        Assert.Equal(["web:eve"], Lines().Select(line => (string?)JsonNode.Parse(line)!["key"]));
    }

    [Fact]
    public async Task Without_a_person_or_a_folder_it_says_so()
    {
        Assert.Equal(64, (await RunAsync("--folder", _folder.Path)).ExitCode);
        Assert.Equal(69, (await RunAsync("--folder", Path.Combine(_folder.Path, "none"), "--user", Person)).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    string Refusals => Path.Combine(_folder.Path, RefusedEvents.Name);

    IEnumerable<string> Lines() => File.ReadAllLines(Refusals).Where(line => !string.IsNullOrWhiteSpace(line));

    static byte[] Value(string user) => Encoding.UTF8.GetBytes($$"""{"user_id":"{{user}}","source":"web"}""");

    static SpooledEvent Refused(string user) =>
        new(0, DateTimeOffset.UnixEpoch, "analytics.events", Encoding.UTF8.GetBytes($"web:{user}"), Value(user));

    void Spool(params string[] users)
    {
        using var log = new SpoolRecovery(_disk, SpoolModel.SegmentBytes, TimeProvider.System, NullLogger<SpoolLog>.Instance).Open(_ =>
        { });
        log.Append([.. users.Select((user, index) => new OutgoingEvent(index, "analytics.events", [], Value(user)))]);
    }

    string DamagedSegment(params string[] users)
    {
        var bytes = new List<byte>();
        foreach (var user in users)
        {
            bytes.AddRange(SpoolRecord.Marker);
            bytes.AddRange(new byte[20]);
            bytes.AddRange(Value(user));
        }

        var path = Path.Combine(_folder.Path, "0000000000000000.segment-18.corrupt");
        File.WriteAllBytes(path, [.. bytes]);
        return path;
    }

    async Task<(int Corrupt, int Refused, int Waiting, int Removed)> EraseAsync(params string[] more)
    {
        var file = Path.Combine(_folder.Path, "..", $"{Path.GetFileName(_folder.Path)}.person");
        await File.WriteAllTextAsync(file, Person + "\n");
        try
        {
            var (exit, output) = await RunAsync(["--folder", _folder.Path, "--user-file", file, .. more]);
            Assert.Equal(0, exit);
            var receipt = JsonNode.Parse(output)!;
            return ((int)receipt["corrupt"]!, (int)receipt["refused"]!, (int)receipt["waiting"]!, (int)receipt["removed"]!);
        }
        finally
        {
            File.Delete(file);
        }
    }

    static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var ran = await Ran.ToEndAsync(new("dotnet", [CollectorProcess.Assembly, "spool", "erase", .. arguments]));
        return (ran.Code, ran.Output);
    }
}
