using Analytics.BatchJobs.Grafana;

namespace BatchJobs.Tests.Grafana;

/// <content>The annotation of a run.</content>
public sealed partial class GrafanaClientTests
{
    static readonly Annotation _annotation = new(
        new(2026, 11, 27, 0, 0, 0, TimeSpan.Zero),
        new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero),
        "nothing changed",
        "day:2026-11-27"
    );

    [Fact]
    public async Task A_run_has_one_annotation()
    {
        Assert.Equal(PushResult.Done, await AnnotateAsync());
        Assert.Equal(PushResult.Done, await AnnotateAsync());

        Assert.Equal([Find, Annotate, Find], _grafana.Requests);
        var annotation = Assert.Single(_grafana.Annotations);
        Assert.Equal("nothing changed", (string?)annotation["text"]);
        Assert.Equal(_annotation.From.ToUnixTimeMilliseconds(), (long)annotation["time"]!);
        Assert.Equal(_annotation.To.ToUnixTimeMilliseconds(), (long)annotation["timeEnd"]!);
        Assert.Equal(["analytics", "report", "run:abcd1234", "day:2026-11-27"], annotation["tags"]!.AsArray().Select(tag => (string?)tag));
    }

    [Fact]
    public async Task An_annotation_whose_answer_was_lost_is_not_made_twice()
    {
        _grafana.Let();
        _grafana.Reset(late: true);

        Assert.Equal(PushResult.Done, await AnnotateAsync());
        Assert.Equal([Find, Annotate, Find], _grafana.Requests);
        Assert.Single(_grafana.Annotations);
    }

    [Fact]
    public async Task An_answer_that_is_no_list_is_refused()
    {
        _grafana.Answer(200, "<html>");

        Assert.Contains("is it Grafana?", (await AnnotateAsync()).Reason, StringComparison.Ordinal);
        Assert.Empty(_grafana.Annotations);
    }

    Task<PushResult> AnnotateAsync() => _client.AnnotateAsync("abcd1234", _annotation.ToJson("report", "abcd1234"), Stopping);
}
