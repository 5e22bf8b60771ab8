using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sinks;
using Analytics.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace BatchJobs.Tests.Sinks;

/// <summary>The answers that a real collector gives only under duress; ReplayJobTests has one.</summary>
public sealed class CollectorClientTests
{
    readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.Zero };
    readonly List<string> _said = [];

    [Fact]
    public async Task Tries_again_after_the_time_that_the_collector_names()
    {
        var answers = new Answers([Refused(503, "7"), null, Refused(429, "2"), Accepted(2)]);
        var sending = Client(answers).SendAsync(Events(2), TestContext.Current.CancellationToken);
        await AdvanceAsync(sending, answers, TimeSpan.FromSeconds(6.9), calls: 1);
        await AdvanceAsync(sending, answers, TimeSpan.FromSeconds(0.1), calls: 2);
        await AdvanceAsync(sending, answers, TimeSpan.FromSeconds(0.5), calls: 3);
        await AdvanceAsync(sending, answers, TimeSpan.FromSeconds(2), calls: 4);

        Assert.Equal(["e-0", "e-1"], (await sending).Select(result => result.EventId));
        Assert.Equal(3, _said.Count);
        Assert.Single(answers.Bodies.Distinct());
    }

    [Fact]
    public async Task Gives_up_after_some_tries()
    {
        var answers = new Answers([.. Enumerable.Repeat<HttpResponseMessage?>(null, 8)]);
        var sending = Client(answers).SendAsync(Events(1), TestContext.Current.CancellationToken);
        for (var call = 2; call <= 8; call++)
            await AdvanceAsync(sending, answers, TimeSpan.FromSeconds(30), call);

        var failure = await Assert.ThrowsAsync<JobException>(() => sending);
        Assert.Equal(69, failure.ExitCode);
    }

    [Theory]
    [InlineData(413, "too_many_events")]
    [InlineData(400, "replay_invalid")]
    public async Task Halves_what_is_refused_whole_and_skips_an_event_that_is_so_alone(int status, string code)
    {
        var (whole, half, one) = (Refused(status, code: code), Refused(status, code: code), Refused(status, code: code));
        var answers = new Answers([whole, Accepted(1), half, Accepted(1), one]);
        var results = await Client(answers).SendAsync(Events(3), TestContext.Current.CancellationToken);
        Assert.Equal([null, null, code], results.Select(result => result.Code));
    }

    [Fact]
    public async Task Sends_no_more_than_a_collector_takes_by_default()
    {
        var answers = new Answers([Accepted(500), Accepted(500), Accepted(1)]);
        Assert.Equal(1001, (await Client(answers).SendAsync(Events(1001), TestContext.Current.CancellationToken)).Count);
    }

    CollectorClient Client(Answers answers) =>
        new(new HttpClient(answers) { BaseAddress = new Uri("http://127.0.0.1:1") }, "key", _clock, _said.Add);

    /// <summary>Moves the clock, and waits until the client has made its next call or has ended.</summary>
    async Task AdvanceAsync(Task sending, Answers answers, TimeSpan time, int calls)
    {
        await Analytics.Testing.Waiting.Poll.UntilAsync("the client waits", () =>
            _said.Count >= answers.Bodies.Count || sending.IsCompleted
        );
        _clock.Advance(time);
        await Analytics.Testing.Waiting.Poll.UntilAsync($"{calls} calls", () => answers.Bodies.Count >= calls || sending.IsCompleted);
        Assert.True(answers.Bodies.Count == calls, $"{answers.Bodies.Count} calls instead of {calls}");
    }

    static ReplayedEvent[] Events(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(number => new ReplayedEvent
                {
                    Source = "web",
                    ReceivedAt = DateTimeOffset.UnixEpoch,
                    ReplayOf = $"{number}",
                    Original = new RawJson("{}"u8.ToArray()),
                }),
        ];

    static HttpResponseMessage Accepted(int count) =>
        Json(
            200,
            new JsonObject
            {
                ["results"] = new JsonArray([
                    .. Enumerable.Range(0, count).Select(number => new JsonObject { ["messageId"] = $"e-{number}", ["status"] = "ok" }),
                ]),
            }
        );

    static HttpResponseMessage Refused(int status, string? retryAfter = null, string code = "some_code")
    {
        var answer = Json(status, new JsonObject { ["code"] = code });
        if (retryAfter is not null)
            answer.Headers.Add("Retry-After", retryAfter);

        return answer;
    }

    static HttpResponseMessage Json(int status, JsonObject body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    /// <summary>Answers in order; null is a connection that fails.</summary>
    sealed class Answers(Queue<HttpResponseMessage?> answers) : HttpMessageHandler
    {
        public Answers(IEnumerable<HttpResponseMessage?> answers)
            : this(new Queue<HttpResponseMessage?>(answers)) { }

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return answers.Dequeue() ?? throw new HttpRequestException("refused");
        }
    }
}
