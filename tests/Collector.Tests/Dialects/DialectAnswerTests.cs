using System.Text;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Dialects;
using Analytics.Collector.Dialects.Pixel;
using Analytics.Collector.Dialects.Posthog;
using Analytics.Collector.Http;
using Analytics.Collector.Processing;
using Collector.Tests.Processing;
using Microsoft.AspNetCore.Http;

namespace Collector.Tests.Dialects;

/// <summary>The answers of each dialect to the same outcome: stored in Kafka, stored in the spool, refused.</summary>
public sealed class DialectAnswerTests
{
    static readonly Problem _limited = new(429, "rate_limited", "Too much", "Later.", 7);

    [Theory]
    [InlineData("native", 200, 202)]
    [InlineData("segment", 200, 202)]
    [InlineData("jitsu", 200, 202)]
    [InlineData("posthog", 200, 200)]
    [InlineData("pixel", 200, 200)]
    public async Task Answers_a_stored_event_with_the_dialects_status(string name, int kafka, int spool)
    {
        Assert.Equal(kafka, (await AnswerAsync(name, new Stored(Durability.Kafka, [], []))).Status);
        Assert.Equal(spool, (await AnswerAsync(name, new Stored(Durability.Spool, [], []))).Status);
    }

    [Theory]
    [InlineData("native", 503, "5")]
    [InlineData("segment", 503, "5")]
    [InlineData("jitsu", 503, "5")]
    [InlineData("posthog", 503, "5")]
    [InlineData("pixel", 200, null)]
    public async Task Answers_an_unstored_event_in_the_dialects_form(string name, int status, string? retryAfter)
    {
        Assert.Equal(
            (status, retryAfter),
            Head(await AnswerAsync(name, new Stored(Durability.None, [], []) { IsNothing = true, RetryAfter = 5 }))
        );
        Assert.Equal((status, retryAfter), Head(await AnswerAsync(name, new Stored(Durability.Kafka, [0], []) { RetryAfter = 5 })));
    }

    [Theory]
    [InlineData("native", 429, "7")]
    [InlineData("segment", 429, "7")]
    [InlineData("jitsu", 429, "7")]
    [InlineData("posthog", 503, "7")]
    [InlineData("pixel", 200, null)]
    public async Task Answers_a_rate_limit_in_the_dialects_form(string name, int status, string? retryAfter)
    {
        var answer = await RefuseAsync(name, _limited);
        Assert.Equal((status, retryAfter), Head(answer));
        Assert.True(name == "pixel" || answer.Body.Contains("\"code\":\"rate_limited\""));
        Assert.True(name == "pixel" || answer.Body.Contains($"\"status\":{status},"));
    }

    [Theory]
    [InlineData("native", 413, 415)]
    [InlineData("segment", 400, 400)]
    [InlineData("jitsu", 400, 400)]
    [InlineData("posthog", 413, 415)]
    [InlineData("pixel", 200, 200)]
    public async Task Answers_a_limit_and_an_unknown_encoding_with_the_dialects_status(string name, int tooLarge, int unknown)
    {
        Assert.Equal(tooLarge, (await RefuseAsync(name, Problem.TooLarge(Problem.TooManyEvents, ""))).Status);
        Assert.Equal(unknown, (await RefuseAsync(name, Problem.EncodingUnknown)).Status);
    }

    static Dialect Of(string name) =>
        name switch
        {
            "segment" or "jitsu" => new SdkDialect(name),
            "posthog" => new PosthogDialect(),
            "pixel" => new PixelDialect("track"),
            _ => new Dialect(name),
        };

    static (int, string?) Head((int Status, string? RetryAfter, string Body) answer) => (answer.Status, answer.RetryAfter);

    static Task<(int Status, string? RetryAfter, string Body)> AnswerAsync(string name, Stored stored) =>
        SaidAsync(context => Answer.WriteAsync(context, Processed.From("""{"type":"page","userId":"u"}"""), stored, Of(name)));

    static Task<(int Status, string? RetryAfter, string Body)> RefuseAsync(string name, Problem problem) =>
        SaidAsync(context => Of(name).RefuseAsync(context, problem));

    static async Task<(int Status, string? RetryAfter, string Body)> SaidAsync(Func<HttpContext, Task> say)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await say(context);
        var response = context.Response;
        return (
            response.StatusCode,
            response.Headers.RetryAfter is [var seconds] ? seconds : null,
            Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray())
        );
    }
}
