using System.Globalization;
using System.Text;
using Analytics.Contracts;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;

namespace SparkJobs.Tests.Jobs;

/// <summary>
/// Canonical and rejected events with any member at any edge stop neither sink, and both sinks agree: 3,000 of them, or the more that
/// ANALYTICS_TEST_POISONS says.
/// </summary>
[Trait("Fault", "F12")]
[Trait("Fault", "F16")]
public sealed class AnyEventTests(SparkFixture spark, TestEnvironment environment)
{
    const int Round = 3_000;
    static readonly int _rounds = Math.Max(
        1,
        (int.Parse(Environment.GetEnvironmentVariable("ANALYTICS_TEST_POISONS") ?? "0", CultureInfo.InvariantCulture) + Round - 1) / Round
    );

    static readonly string[] _texts =
    [
        "\"\"",
        "\"a\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"' OR 1=1 --\"",
        $"\"{new string('x', 3_000)}\"",
        "null",
        "17",
        "true",
        "{\"a\":[1,{\"b\":null}]}",
        "[]",
    ];

    static readonly string[] _times =
    [
        "0001-01-01T00:00:00Z",
        "1447-05-05T00:00:00Z",
        "1582-10-10T00:00:00Z",
        "1899-12-31T23:59:59.999Z",
        "1900-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "1999-12-31T23:59:59.999Z",
        "2000-01-01T00:00:00Z",
        "2026-01-01T12:00:00.150+14:00",
        "2026-01-01T25:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "+294247-01-10T04:00:54.775Z",
        "-290308-01-01T00:00:00Z",
        "soon",
        "",
    ];

    static readonly string[] _numbers =
    [
        "0",
        "-0.00005",
        "1e14",
        "1e400",
        "-99999999999999.9999",
        "123456789012345678901234567890",
        new('9', 1_001),
    ];

    const string Event = """{"event_id":"e","source":"web","type":"track","name":"n","occurred_at":"NOW","received_at":"NOW"}""";

    const string Rejected =
        """{"code":"user_missing","stage":"collector","source":"web","received_at":"NOW","original":"{}","original_encoding":"utf8"}""";

    static readonly string[] _rejectedMembers =
    [
        "code",
        "stage",
        "source",
        "received_at",
        "original",
        "original_encoding",
        "reasons",
        "field",
    ];

    [Fact]
    public async Task Stops_no_sink_and_is_the_same_in_both()
    {
        await using var stream = await TestStream.CreateAsync(spark, environment, settings => settings with { Lean = true });
        var random = new Random(1);
        string[] members = [.. SparkSchema.EventColumnNames, "properties_bytes", "context_bytes"];
        using (stream.Run(LiveMetricsJob.Plan))
        using (stream.Run(RejectedCountsJob.Plan))
        using (stream.Run(SessionsJob.Plan))
        using (stream.Run(LakeArchiveJob.Plan))
        {
            for (var round = 1; round <= _rounds; round++)
            {
                stream.Publish(stream.Topics.Events, Generated(random, Round, Event, members));
                stream.Publish(stream.Topics.Rejected, Generated(random, Round / 10, Rejected, _rejectedMembers));
                await stream.CommittedAsync(QueryNames.LiveMetrics, round * Round);
                await stream.CommittedAsync(QueryNames.Sessions, round * Round);
                await stream.CommittedAsync(QueryNames.RejectedCounts, round * Round / 10);
                await stream.LakeRowsAsync((round * Round) + (round * Round / 10));
            }
        }

        var lake = stream.Context.Lake;
        Assert.Empty(await stream.LinesAsync("SELECT reason FROM warehouse.dead_letters"));
        Assert.Equal(
            await stream.QueryAsync<long>("SELECT coalesce(sum(events), 0)::bigint FROM warehouse.event_counts_minute"),
            stream.Read(lake.Events).Count()
        );
        Assert.Equal(
            stream.Read(lake.Events).Count(),
            await stream.QueryAsync<long>(
                "SELECT sum(events)::bigint FROM warehouse.dimension_counts_minute WHERE dimension IN ('country', 'bot')"
            )
        );
        Assert.Equal(
            stream.Read(lake.Events).Where("session_id <> ''").Count(),
            await stream.QueryAsync<long>("SELECT coalesce(sum(events), 0)::bigint FROM warehouse.live_sessions")
        );
        Assert.Equal(
            await stream.LinesAsync(
                "SELECT code || ' ' || sum(events) FROM warehouse.rejected_counts_minute GROUP BY code ORDER BY (code || ' ' || "
                    + "sum(events)) COLLATE \"C\""
            ),
            stream
                .Read(lake.Rejected)
                .Select("code")
                .Collect()
                .CountBy(row => AsKey(row.GetAs<string>(0)))
                .Select(code => $"{code.Key} {code.Value}")
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Returns a code as the warehouse keeps it: without NUL, and cut.</summary>
    static string AsKey(string code) =>
        code.Replace("\0", "") is { Length: > KeyText.Name } text ? text[..KeyText.Name] : code.Replace("\0", "");

    /// <summary>Makes messages that count, with up to three members replaced; of two members with one name the last is valid.</summary>
    static List<byte[]?> Generated(Random random, int count, string whole, string[] members)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime.ToString(UtcTime.Format);
        string One() => $"{whole[..^1]}{string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => $",\"{Of(members)}\":{Value()}"))}}}";
        string Value() =>
            random.Next(3) switch
            {
                0 => $"\"{Of(_times)}\"",
                1 => Of(_numbers),
                _ => Of(_texts),
            };
        string Of(string[] values) => values[random.Next(values.Length)];
        return [.. Enumerable.Range(0, count).Select(_ => Encoding.UTF8.GetBytes(One().Replace("NOW", now, StringComparison.Ordinal)))];
    }
}
