using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Analytics.Local.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace BatchJobs.Tests.Grafana;

/// <summary>
/// A server with Grafana's documented answers to a push: it knows tokens and their rights, reads the line protocol strictly, and keeps
/// frames and annotations. It is no Grafana; <see cref="RealGrafanaTests"/> asks a real one where there is one.
/// </summary>
sealed class StubGrafana : IAsyncDisposable
{
    public const string Token = "glsa_stub_of_an_editor";
    public static readonly string[] EditorRights = ["live:push", "annotations:read", "annotations:create"];

    readonly ConcurrentQueue<Func<HttpContext, Task<bool>>> _faults = new();
    WebApplication? _app;

    public string Url { get; } = $"http://127.0.0.1:{Ports.Free()}";

    /// <summary>The rights of each token.</summary>
    public ConcurrentDictionary<string, string[]> Tokens { get; } = new() { [Token] = EditorRights };

    /// <summary>Every request in the order of arrival: <c>POST /api/annotations</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The lines of all accepted pushes; a list for each request.</summary>
    public ConcurrentQueue<IReadOnlyList<InfluxLine>> Frames { get; } = new();

    public ConcurrentQueue<JsonNode> Annotations { get; } = new();

    public static async Task<StubGrafana> StartAsync()
    {
        var stub = new StubGrafana();
        await stub.StartAgainAsync();
        return stub;
    }

    /// <summary>Starts it on the same port, with the requests that it has.</summary>
    public async Task StartAgainAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add(Url);
        _app.Use(
            async (context, next) =>
            {
                Requests.Enqueue($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}");
                if (!_faults.TryDequeue(out var fault) || !await fault(context))
                    await next(context);
            }
        );
        _app.MapPost("/api/live/push/{stream}", PushAsync);
        _app.MapGet("/api/annotations", FindAsync);
        _app.MapPost("/api/annotations", AnnotateAsync);
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>The next requests get this status instead of the answer.</summary>
    public void Answer(int status, string body = "", int times = 1, string? contentType = null) =>
        Fail(
            context =>
            {
                context.Response.ContentType = contentType;
                return WriteAsync(context, status, body);
            },
            times
        );

    /// <summary>The next request is redirected there.</summary>
    public void Redirect(string url) =>
        Fail(
            context =>
            {
                context.Response.Redirect($"{url}{context.Request.GetEncodedPathAndQuery()}", permanent: false, preserveMethod: true);
                return Task.CompletedTask;
            },
            times: 1
        );

    /// <summary>The next requests end with a reset of the connection; with <paramref name="late"/> only after their work is done.</summary>
    public void Reset(int times = 1, bool late = false) =>
        Fail(
            async context =>
            {
                if (late && context.Request.Method == "POST")
                    await AnnotateAsync(context);
                context.Abort();
            },
            times
        );

    /// <summary>The next requests have no answer for a minute.</summary>
    public void Hang(int times = 1) => Fail(context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted), times);

    /// <summary>The next request has its usual answer.</summary>
    public void Let(int times = 1) => Enqueue(_ => Task.FromResult(false), times);

    public async ValueTask DisposeAsync() => await StopAsync();

    void Fail(Func<HttpContext, Task> fault, int times) =>
        Enqueue(
            async context =>
            {
                await fault(context);
                return true;
            },
            times
        );

    void Enqueue(Func<HttpContext, Task<bool>> fault, int times)
    {
        for (var time = 0; time < times; time++)
            _faults.Enqueue(fault);
    }

    async Task PushAsync(HttpContext context)
    {
        if (!await MayAsync(context, "live:push"))
            return;

        var format = context.Request.Query["gf_live_frame_format"].ToString();
        if (format is not ("" or "wide" or "labels_column" or "prometheus"))
        {
            await WriteAsync(context, 400, """{"message":"unsupported frame format"}""");
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        try
        {
            Frames.Enqueue([.. body.Split('\n').Select(InfluxLine.Parse)]);
            await WriteAsync(context, 200, "");
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException)
        {
            await WriteAsync(context, 500, $$"""{"message":"metric parse error: {{unreadable.Message}}"}""");
        }
    }

    async Task FindAsync(HttpContext context)
    {
        if (!await MayAsync(context, "annotations:read"))
            return;

        var wanted = context.Request.Query["tags"];
        var found = Annotations.Where(annotation => wanted.All(tag => annotation["tags"]!.AsArray().Any(own => (string?)own == tag)));
        await WriteAsync(context, 200, new JsonArray([.. found.Select(annotation => annotation.DeepClone())]).ToJsonString());
    }

    async Task AnnotateAsync(HttpContext context)
    {
        if (!await MayAsync(context, "annotations:create"))
            return;

        var body = await JsonNode.ParseAsync(context.Request.Body);
        if (string.IsNullOrEmpty((string?)body!["text"]))
        {
            await WriteAsync(context, 400, """{"message":"Failed to save annotation"}""");
            return;
        }

        body["id"] = Annotations.Count + 1;
        Annotations.Enqueue(body);
        await WriteAsync(context, 200, $$"""{"message":"Annotation added","id":{{Annotations.Count}}}""");
    }

    async Task<bool> MayAsync(HttpContext context, string right)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal) || !Tokens.TryGetValue(header["Bearer ".Length..], out var rights))
            await WriteAsync(context, 401, """{"message":"Invalid API key"}""");
        else if (!rights.Contains(right))
            await WriteAsync(context, 403, """{"message":"You'll need additional permissions to perform this action."}""");
        else
            return true;

        return false;
    }

    static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }
}
