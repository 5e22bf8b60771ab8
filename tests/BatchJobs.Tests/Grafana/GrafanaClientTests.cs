using System.Diagnostics;
using Analytics.BatchJobs.Grafana;
using Analytics.Testing;

namespace BatchJobs.Tests.Grafana;

[Trait("Fault", "F20")]
public sealed partial class GrafanaClientTests : IAsyncLifetime
{
    const string Line = "kpi,source=web events_per_s=3 1795867200123000000";
    const string Push = "POST /api/live/push/analytics?gf_live_frame_format=wide";
    const string Find = "GET /api/annotations?tags=run%3Aabcd1234&type=annotation&limit=1";
    const string Annotate = "POST /api/annotations";

    readonly TestFolder _folder = new();
    StubGrafana _grafana = null!;
    GrafanaClient _client = null!;

    string TokenFile => Path.Combine(_folder.Path, "grafana.token");

    static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _grafana = await StubGrafana.StartAsync();
        await File.WriteAllTextAsync(TokenFile, StubGrafana.Token + "\n", Stopping);
        _client = new(new(new Uri(_grafana.Url + "/"), TokenFile), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _grafana.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_lines_go_in_one_request()
    {
        var result = await _client.PushLiveAsync([Line, "freshness,query=live-metrics lag=0 1795867200123000000"], Stopping);

        Assert.Equal(PushResult.Done, result);
        Assert.Equal([Push], _grafana.Requests);
        Assert.Equal(["kpi", "freshness"], Assert.Single(_grafana.Frames).Select(line => line.Name));
    }

    [Theory]
    [InlineData(400, 1, "400: no")]
    [InlineData(404, 1, "404: no")]
    [InlineData(500, 2, "500: no")]
    [InlineData(502, 3, "answers 502")]
    [InlineData(503, 3, "answers 503")]
    [InlineData(504, 3, "answers 504")]
    public async Task Tries_again_only_where_it_can_help(int status, int tries, string reason)
    {
        _grafana.Answer(status, """{"message":"no"}""", times: 10);

        var result = await _client.PushLiveAsync([Line], Stopping);

        Assert.Equal(tries, _grafana.Requests.Count);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_connection_is_tried_again()
    {
        _grafana.Reset(times: 2);

        Assert.Equal(PushResult.Done, await _client.PushLiveAsync([Line], Stopping));
        Assert.Equal(3, _grafana.Requests.Count);
    }

    [Fact]
    public async Task A_failure_of_500_is_tried_once_more()
    {
        _grafana.Answer(500);

        Assert.Equal(PushResult.Done, await _client.PushLiveAsync([Line], Stopping));
        Assert.Equal(2, _grafana.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_does_not_parse_is_Grafanas_500()
    {
        var result = await _client.PushLiveAsync(["kpi events=3 1795867200"], Stopping);

        Assert.Equal(PushOutcome.Failed, result.Outcome);
        Assert.Contains("is no time in nanoseconds", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Grafana_that_hangs_costs_two_seconds()
    {
        _grafana.Hang(times: 10);
        var began = Stopwatch.GetTimestamp();

        var result = await _client.PushLiveAsync([Line], Stopping);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(1), 3 * Retries.Budget);
        Assert.Equal(PushOutcome.Away, result.Outcome);
        Assert.Contains("did not answer", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task An_answer_in_a_charset_that_is_not_known_is_read(int status)
    {
        _grafana.Answer(status, "<h1>no</h1>", times: 10, contentType: "text/html; charset=windows-1252");

        var result = await _client.PushLiveAsync([Line], Stopping);

        Assert.Equal(status == 404 ? PushOutcome.Refused : PushOutcome.Failed, result.Outcome);
        Assert.Contains("<h1>no</h1>", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Grafana_that_is_down_is_away()
    {
        await _grafana.StopAsync();

        var result = await _client.PushLiveAsync([Line], Stopping);

        Assert.Equal(PushOutcome.Away, result.Outcome);
        Assert.Contains("does not answer: Connection refused", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_a_right_is_named_with_the_right()
    {
        _grafana.Tokens[StubGrafana.Token] = ["annotations:read"];

        var live = await _client.PushLiveAsync([Line], Stopping);
        var annotation = await AnnotateAsync();

        Assert.Equal(new PushResult(PushOutcome.Refused, "403: the token lacks live:push (role Editor)"), live);
        Assert.Equal(new PushResult(PushOutcome.Refused, "403: the token lacks annotations:create (role Editor)"), annotation);
        Assert.Equal([Push, Find, Annotate], _grafana.Requests);
    }

    [Fact]
    public async Task An_unknown_token_is_not_tried_again_and_not_repeated()
    {
        await File.WriteAllTextAsync(TokenFile, "glsa_of_nobody", Stopping);

        var result = await _client.PushLiveAsync([Line], Stopping);

        Assert.Equal([Push], _grafana.Requests);
        Assert.Equal(PushOutcome.Unauthorized, result.Outcome);
        Assert.Contains("live:push", result.Reason, StringComparison.Ordinal);
        Assert.Contains(TokenFile, result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("glsa_of_nobody", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_token_in_the_file_is_used_at_the_next_push()
    {
        _grafana.Tokens.Clear();
        _grafana.Tokens["glsa_new"] = StubGrafana.EditorRights;
        Assert.Equal(PushOutcome.Unauthorized, (await _client.PushLiveAsync([Line], Stopping)).Outcome);

        await File.WriteAllTextAsync(TokenFile, "glsa_new", Stopping);

        Assert.Equal(PushResult.Done, await _client.PushLiveAsync([Line], Stopping));
    }

    [Theory]
    [InlineData(null, "can't be read")]
    [InlineData("", "holds no token")]
    [InlineData("two words", "holds no token")]
    public async Task A_file_without_a_token_is_named_and_nothing_is_requested(string? content, string reason)
    {
        File.Delete(TokenFile);
        if (content is not null)
            await File.WriteAllTextAsync(TokenFile, content, Stopping);

        var result = await _client.PushLiveAsync([Line], Stopping);

        Assert.Equal(PushOutcome.Unauthorized, result.Outcome);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
        Assert.Empty(_grafana.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        await using var other = await StubGrafana.StartAsync();
        _grafana.Redirect(other.Url);

        var result = await _client.PushLiveAsync([Line], Stopping);

        Assert.Equal(PushOutcome.Refused, result.Outcome);
        Assert.Contains("redirects to", result.Reason, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }
}
