using System.Globalization;
using Analytics.BatchJobs.Gold;
using Analytics.Contracts;
using Analytics.Local.Postgres;
using Analytics.Testing;
using Analytics.Transforms;
using BatchJobs.Tests.Reports;
using Npgsql;

namespace BatchJobs.Tests.Gold;

[Collection(SparkCollection.Reports)]
public sealed class SessionsTests(TestEnvironment environment, SparkCollection spark)
{
    static readonly DateTimeOffset _noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    static readonly TimeSpan[] _lengths = [TimeSpan.FromMilliseconds(9_999), TimeSpan.FromSeconds(10)];

    /// <summary>A session is a bounce in the lake exactly when it is one in the warehouse.</summary>
    [Fact]
    public async Task A_bounce_is_less_than_10_s_in_the_lake_and_in_the_warehouse()
    {
        string[] bounces = ["10|false", "9.999|true"];
        Assert.Equal(bounces, OfLake());
        Assert.Equal(bounces, await OfWarehouseAsync());
    }

    [Theory]
    [InlineData("$pageleave", "true")]
    [InlineData("$feature_flag_called", "true")]
    [InlineData("$autocapture", "false")]
    [InlineData("signup", "false")]
    public void What_an_SDK_sends_by_itself_leaves_a_bounce_one(string name, string isBounce)
    {
        var parts = SessionParts.Of(
            Frames.Events(
                spark.Session,
                [Event(TimeSpan.Zero, "page", _noon), Event(TimeSpan.Zero, "track", _noon.AddSeconds(1)) with { Name = name }]
            ),
            Goals.Embedded
        );
        Assert.Equal([isBounce], Frames.Lines(Sessions.Of(parts, DateOnly.FromDateTime(_noon.UtcDateTime)), "is_bounce"));
    }

    List<string> OfLake()
    {
        var events = _lengths.SelectMany(length =>
            (IEnumerable<AnalyticsEvent>)[Event(length, "page", _noon), Event(length, "identify", _noon + length)]
        );
        var parts = SessionParts.Of(Frames.Events(spark.Session, events), Goals.Embedded);
        return Frames.Lines(Sessions.Of(parts, DateOnly.FromDateTime(_noon.UtcDateTime)), "session_id", "is_bounce");
    }

    async Task<IEnumerable<string>> OfWarehouseAsync()
    {
        await using var database = await environment.CreateWarehouseAsync();
        await using var admin = await database.OpenAsync(Role.Admin, TestContext.Current.CancellationToken);
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO warehouse.live_sessions (source, session_id, user_key, started_at, last_at, events, page_views, actions,
                conversions, is_bot, first_order)
            SELECT 'web', length::text, 'v', $1, $1 + length, 2, 1, 0, 0, false, '' FROM unnest($2) AS length
            """,
            admin
        );
        insert.Parameters.Add(new() { Value = _noon });
        insert.Parameters.Add(new() { Value = _lengths });
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var lines = await database.LinesAsync(
            Role.Admin,
            "SELECT concat_ws('|', seconds, is_bounce::text) FROM reporting.sessions WHERE NOT is_closed"
        );
        return lines.Order(StringComparer.Ordinal);
    }

    static AnalyticsEvent Event(TimeSpan length, string type, DateTimeOffset at)
    {
        var seconds = length.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            EventId = $"{type} {seconds}",
            Source = "web",
            Type = type,
            Name = type,
            AnonymousId = $"v {seconds}",
            SessionId = seconds,
            OccurredAt = at,
            ReceivedAt = at,
        };
    }
}
