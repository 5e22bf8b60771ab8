using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analytics.Testing.Waiting;

namespace DashboardPreview.Tests.Web;

/// <summary>Calls methods of a browser's page by Chrome's DevTools protocol, one at a time.</summary>
sealed class DevTools : IAsyncDisposable
{
    readonly ClientWebSocket _socket = new();
    readonly List<string> _complaints = [];
    int _calls;

    DevTools() { }

    /// <summary>The exceptions of scripts and the errors in the page's log so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<DevTools> ConnectAsync(Uri page)
    {
        DevTools tools = new();
        await tools._socket.ConnectAsync(page, TestContext.Current.CancellationToken);
        return tools;
    }

    /// <exception cref="RefusedCallException">The browser refused the call.</exception>
    public async Task<JsonNode> CallAsync(string method, JsonObject? parameters = null)
    {
        JsonObject call = new()
        {
            ["id"] = ++_calls,
            ["method"] = method,
            ["params"] = parameters ?? [],
        };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Poll.Deadline); // A page that has crashed never answers.
        var bytes = JsonSerializer.SerializeToUtf8Bytes(call);
        await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
        while (true)
        {
            var message = await ReceiveAsync(deadline.Token);
            if ((int?)message["id"] == _calls)
                return message["result"] ?? throw new RefusedCallException($"{method}: {message["error"]}");
            Note(message);
        }
    }

    void Note(JsonNode message)
    {
        if ((string?)message["method"] == "Runtime.exceptionThrown")
            _complaints.Add(message["params"]!["exceptionDetails"]!.ToJsonString());
        if ((string?)message["method"] == "Log.entryAdded" && (string?)message["params"]!["entry"]!["level"] == "error")
            _complaints.Add(message["params"]!["entry"]!.ToJsonString());
    }

    async Task<JsonNode> ReceiveAsync(CancellationToken cancellation)
    {
        using MemoryStream message = new();
        var buffer = new byte[65_536];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            message.Write(buffer, 0, part.Count);
        } while (!part.EndOfMessage);
        message.Position = 0;
        return JsonNode.Parse(message)!;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>The browser refused a call, for instance because its page was replaced meanwhile.</summary>
sealed class RefusedCallException(string message) : Exception(message);
