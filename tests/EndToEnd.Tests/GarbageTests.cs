using System.Globalization;
using System.Text;
using Analytics.Contracts;
using Analytics.Testing.Ledger;
using Confluent.Kafka;

namespace EndToEnd.Tests;

/// <summary>Any message written straight into the topics during traffic is kept or counted, and changes nothing else.</summary>
[Trait("Fault", "F16")]
public sealed class GarbageTests(WholeStack stack)
{
    static readonly byte[]?[] _unparsable =
    [
        null,
        [],
        [0xff, 0xfe, 0x00, 0x80],
        .. Texts("{", "[1,2]", "no json", "\"text\"", "{\"event_id\":"),
    ];

    [Fact]
    public async Task Is_kept_with_its_reason_and_changes_nothing_else()
    {
        var running = await stack.RunningAsync();
        var now = TimeProvider.System.GetUtcNow();
        byte[]?[] missing = [.. Texts("{}", Event("no-name", now, null), """{"event_id":null,"source":null,"type":null,"name":null}""")];
        byte[]?[] outOfRange =
        [
            .. Texts(Event("old", DateTimeOffset.UnixEpoch, "n"), Event("far", new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero), "n")),
        ];
        SentEvent[] odd =
        [
            Odd("nul", "a\0b\nc", now),
            Odd("long", new string('x', 5_000), now),
            Odd("emoji", "naïve 😀", now),
            Odd("empty", "", now),
        ];
        var before = await stack.BalancedAsync([]);

        var sent = await stack.SendAsync(rate: 200, TimeSpan.FromSeconds(6), () => Task.Run(() =>
            {
                using var producer = new ProducerBuilder<byte[]?, byte[]?>(
                    new ProducerConfig { BootstrapServers = running.Kafka.BootstrapServers }
                ).Build();
                foreach (
                    var value in _unparsable
                        .Concat(missing)
                        .Concat(outOfRange)
                        .Concat(odd.Select(one => Encoding.UTF8.GetBytes(Event(one.Id, now, one.Facts.Name))))
                )
                {
                    producer.Produce(running.Topics.Events, new Message<byte[]?, byte[]?> { Value = value });
                }
                foreach (var value in _unparsable)
                    producer.Produce(running.Topics.Rejected, new Message<byte[]?, byte[]?> { Key = [0xff], Value = value });
                producer.Flush(TestContext.Current.CancellationToken);
            }));
        var history = await stack.BalancedAsync([.. sent, .. odd]);

        Assert.Equal(2 * _unparsable.Length, More("unparsable"));
        Assert.Equal(missing.Length, More("missing_field"));
        Assert.Equal(outOfRange.Length, More("time_out_of_range"));
        Assert.Equal(sent.Count(one => one.Outcome is Outcome.Acked) + odd.Length, history.Lake.Count);
        Assert.Contains(history.Counted.Keys, key => key.Name == "ab c");
        Assert.Contains(history.Counted.Keys, key => key.Name == new string('x', 200));
        Assert.Equal(5_000, history.Lake.Single(row => row.Id == "long").Facts.Name.Length);

        long More(string code) => history.RejectedCounts.GetValueOrDefault(code) - before.RejectedCounts.GetValueOrDefault(code);
    }

    static SentEvent Odd(string id, string name, DateTimeOffset at) =>
        new(id, Outcome.Acked, new(DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()).UtcDateTime, name, "", "", 0));

    static string Event(string id, DateTimeOffset at, string? name)
    {
        var time = at.UtcDateTime.ToString(UtcTime.Format, CultureInfo.InvariantCulture);
        var text = System.Text.Json.JsonSerializer.Serialize(name);
        return $$"""{"event_id":"{{id}}","source":"web","type":"track","name":{{text}}"""
            + $$""","occurred_at":"{{time}}","received_at":"{{time}}"}""";
    }

    static IEnumerable<byte[]?> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);
}
