using System.Text.Json.Nodes;
using Analytics.Testing.Waiting;

namespace Gateway.Tests.Running;

/// <summary>Reads the gateway's access log by request id.</summary>
static class AccessLog
{
    public static async Task<JsonNode> FindAsync(LocalGateway gateway, string requestId) =>
        (await FindAsync(gateway, [requestId])).Single();

    /// <summary>Waits until all lines of these requests are written, and returns them in the order of the requests.</summary>
    public static Task<List<JsonNode>> FindAsync(LocalGateway gateway, IReadOnlyCollection<string> requestIds) =>
        Poll.FindAsync($"{requestIds.Count} lines in {gateway.AccessLog}", () =>
        {
            var lines = Lines(gateway).Select(line => JsonNode.Parse(line)!).ToLookup(line => line["requestId"]!.ToString());
            return requestIds.All(lines.Contains) ? requestIds.Select(id => lines[id].First()).ToList() : null;
        });

    /// <summary>Returns the complete lines so far.</summary>
    public static string[] Lines(LocalGateway gateway)
    {
        using var file = new FileStream(gateway.AccessLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var text = new StreamReader(file).ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
