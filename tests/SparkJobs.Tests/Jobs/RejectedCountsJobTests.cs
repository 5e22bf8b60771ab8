using Analytics.Contracts;
using Analytics.SparkJobs.Jobs;
using Analytics.Testing;

namespace SparkJobs.Tests.Jobs;

public sealed class RejectedCountsJobTests(SparkFixture spark, TestEnvironment environment)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Counts_per_source_and_code_and_garbage_as_unparsable(bool lean)
    {
        const string rejected = """
            {"code":"user_missing","stage":"collector","source":"web","received_at":"2026-01-01T00:00:00Z",
            "original":"{}","original_encoding":"utf8"}
            """;
        await using var stream = await TestStream.CreateAsync(spark, environment, settings => settings with { Lean = lean });
        using (stream.Run(RejectedCountsJob.Plan))
        {
            stream.Publish(stream.Topics.Rejected, [.. Events.Texts(rejected, rejected, "{}", "x"), null]);
            await stream.CommittedAsync(QueryNames.RejectedCounts, 5);
        }

        Assert.Equal(
            [":unparsable:3", "web:user_missing:2"],
            await stream.LinesAsync(
                "SELECT source || ':' || code || ':' || sum(events) FROM warehouse.rejected_counts_minute GROUP BY source, code ORDER BY 1"
            )
        );
    }
}
