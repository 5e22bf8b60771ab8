using System.Text.Json.Nodes;
using Analytics.Testing.Waiting;

namespace Gateway.Tests.Running;

/// <summary>The gateway's own book, by the ids of requests.</summary>
static class AccessLog
{
    public static async Task<JsonNode> FindAsync(LocalGateway gateway, string requestId) =>
        (await FindAsync(gateway, [requestId])).Single();

    /// <summary>The lines of these requests, in that order; waits until all are written.</summary>
    public static Task<List<JsonNode>> FindAsync(LocalGateway gateway, IReadOnlyCollection<string> requestIds) =>
        Poll.FindAsync($"{requestIds.Count} lines in {gateway.AccessLog}", () =>
        {
            var lines = Lines(gateway).Select(line => JsonNode.Parse(line)!).ToLookup(line => line["requestId"]!.ToString());
            return requestIds.All(lines.Contains) ? requestIds.Select(id => lines[id].First()).ToList() : null;
        });

    /// <summary>The whole lines so far.</summary>
    public static string[] Lines(LocalGateway gateway)
    {
        using var file = new FileStream(gateway.AccessLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var text = new StreamReader(file).ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
