using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Compose.Tests.Grafana;

/// <summary>
/// A server with Grafana's documented answers about service accounts: the search finds every name that contains the text, a token's key is
/// shown once, and a token's name is free only after the other one is deleted. It is no Grafana.
/// </summary>
sealed class StubAccounts : IAsyncDisposable
{
    public const string Password = "a: \"password\" of ąę";

    readonly ConcurrentDictionary<long, (string Name, string Key)> _tokens = new();
    readonly List<JsonObject> _accounts = [];
    WebApplication? _app;
    long _lastId = 10;

    public string Url { get; private set; } = "";

    /// <summary>Every request in the order of arrival but those for the health.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The names and roles of the accounts.</summary>
    public IEnumerable<(string Name, string Role)> Accounts => _accounts.Select(one => ((string)one["name"]!, (string)one["role"]!));

    /// <summary>The keys of all tokens.</summary>
    public IEnumerable<string> Keys => _tokens.Values.Select(token => token.Key);

    /// <summary>The number of answers 503 of the health before it is healthy.</summary>
    public int Starts { get; set; }

    public async Task StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add(url);
        _app.MapGet("/api/health", () => Starts-- > 0 ? Answer(503, """{"database": "failing"}""") : Answer(200, """{"database": "ok"}"""));
        _app.MapGet("/api/annotations", (HttpContext context) => Keys.Contains(Bearer(context)) ? Answer(200, "[]") : Unauthorized);
        _app.MapGet("/api/serviceaccounts/search", (HttpContext context, string query) => AsAdmin(context, () => Search(query)));
        _app.MapPost("/api/serviceaccounts", async (HttpContext context) =>
        {
            var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
            return AsAdmin(context, () => Answer(201, Add(body).ToJsonString()));
        });
        _app.MapGet("/api/serviceaccounts/{id}/tokens", (HttpContext context) => AsAdmin(context, Tokens));
        _app.MapDelete("/api/serviceaccounts/{id}/tokens/{token:long}", (HttpContext context, long token) =>
            AsAdmin(context, () => Answer(_tokens.TryRemove(token, out _) ? 200 : 404, """{"message": "API key deleted"}"""))
        );
        _app.MapPost("/api/serviceaccounts/{id:long}/tokens", async (HttpContext context, long id) =>
        {
            var name = (string)(await JsonNode.ParseAsync(context.Request.Body))!["name"]!;
            return AsAdmin(context, () => AddToken(id, name));
        });
        _app.Use(
            async (context, next) =>
            {
                if (context.Request.Path != "/api/health")
                    Requests.Enqueue($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}");
                await next(context);
            }
        );
        await _app.StartAsync();
        Url = _app.Urls.Single();
    }

    public JsonObject Add(JsonObject account)
    {
        account["id"] = ++_lastId;
        account["orgId"] = 1;
        _accounts.Add(account);
        return account;
    }

    /// <summary>Disables every account.</summary>
    public void Disable() => _accounts.ForEach(account => account["isDisabled"] = true);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    static IResult Unauthorized => Answer(401, """{"message": "Invalid API key"}""");

    IResult AsAdmin(HttpContext context, Func<IResult> answer) =>
        context.Request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{Password}"))}"
            ? answer()
            : Answer(401, """{"message": "Invalid username or password"}""");

    IResult Search(string query)
    {
        var found = _accounts.Where(account => ((string)account["name"]!).Contains(query, StringComparison.Ordinal)).ToList();
        return Answer(
            200,
            new JsonObject
            {
                ["totalCount"] = found.Count,
                ["serviceAccounts"] = new JsonArray([.. found.Select(account => account.DeepClone())]),
                ["page"] = 1,
                ["perPage"] = 1000,
            }.ToJsonString()
        );
    }

    IResult Tokens() =>
        Answer(
            200,
            new JsonArray([.. _tokens.Select(token => new JsonObject { ["id"] = token.Key, ["name"] = token.Value.Name })]).ToJsonString()
        );

    IResult AddToken(long account, string name)
    {
        if (_accounts.All(one => (long)one["id"]! != account))
            return Answer(404, """{"message": "service account not found"}""");
        if (_tokens.Values.Any(token => token.Name == name))
            return Answer(409, """{"message": "service account token already exists"}""");

        var id = ++_lastId;
        var key = $"glsa_{Guid.NewGuid():N}_{id}";
        _tokens[id] = (name, key);
        return Answer(200, $$"""{"id": {{id}}, "name": "{{name}}", "key": "{{key}}"}""");
    }

    static string Bearer(HttpContext context) => context.Request.Headers.Authorization.ToString()["Bearer ".Length..];

    static IResult Answer(int status, string json) => Results.Text(json, "application/json", statusCode: status);
}
