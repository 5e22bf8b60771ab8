using System.Net.Http.Headers;
using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Http;

/// <summary>Mutated requests, the same each run: whatever comes, the collector answers, and never with its own failure.</summary>
public sealed class FuzzTests(RunningCollector running)
{
    const int Requests = 4000;
    const int Seed = 20260101;
    static readonly string[] _paths = ["/v1/events", "/v1/events?results=all", "/v1/validate", "/v1/track", "/v1/batch", "/v1/i", "/api/s/page", "/batch/", "/e/"];
    static readonly string[] _contentTypes = ["application/json", "text/plain", "application/x-ndjson", "application/json; charset=utf-16", "application/x-www-form-urlencoded"];
    static readonly string?[] _encodings = [null, null, null, null, null, null, "gzip", "br", "zstd", "deflate", "identity"];

    static readonly byte[][] _seeds =
    [
        .. Directory.GetFiles("examples").Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
        .. Directory.GetFiles("Golden", "in.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
    ];

    static readonly byte[][] _fragments =
    [
        .. ((string[])["\"\\ud800\"", "\\u0000", "{", "[", "]", "}", "\"", ",", ":", "null", "1e999", "-", "{\"a\":", "\"batch\":[", "\"context\":{\"ip\":{}}", "\"properties\":{\"$ip\":[],\"token\":1}", "data=", "%7B", "&", "+", "9999-12-31T23:59:59Z", "\n"])
            .Select(Encoding.UTF8.GetBytes),
        [0xff, 0xfe], [0x00], [0x1f, 0x8b], [0xed, 0xa0, 0x80],
    ];

    [Fact]
    public async Task Four_thousand_mutations_bring_no_5xx()
    {
        var random = new Random(Seed);
        var requests = Enumerable.Range(0, Requests).Select(_ => Mutation(random)).ToList();
        var statuses = new int[Requests];
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (index, cancel) =>
        {
            using var request = requests[index].Request();
            using var response = await running.Http.SendAsync(request, cancel);
            statuses[index] = (int)response.StatusCode;
        });

        var failures = Enumerable.Range(0, Requests).Where(index => statuses[index] is < 200 or >= 500)
            .Select(index => $"{statuses[index]} for {requests[index]}").Take(5).ToList();
        Assert.True(failures.Count == 0, $"{string.Join('\n', failures)}\n{running.Collector.Output}");
        Assert.Contains(200, statuses);
        Assert.Contains(400, statuses);
        Assert.Equal("ok\n", await running.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
    }

    static Mutated Mutation(Random random)
    {
        var body = _seeds[random.Next(_seeds.Length)].ToList();
        for (var change = random.Next(4); change > 0; change--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(4))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.InsertRange(at, _fragments[random.Next(_fragments.Length)]);
                    break;
                case 2:
                    body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at));
                    break;
                default:
                    body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 40), body.Count - at)));
                    break;
            }

            if (body.Count == 0)
                break;
        }

        return new Mutated(
            _paths[random.Next(_paths.Length)], _contentTypes[random.Next(_contentTypes.Length)], _encodings[random.Next(_encodings.Length)],
            random.Next(10) > 0 ? RunningCollector.BrowserKey : null, [.. body]);
    }

    sealed record Mutated(string Path, string ContentType, string? Encoding, string? Key, byte[] Body)
    {
        public HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(Body) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
            if (Encoding is not null)
                request.Content.Headers.ContentEncoding.Add(Encoding);
            if (Key is not null)
                request.Headers.Add("X-Write-Key", Key);

            return request;
        }

        public override string ToString() => $"{Path} {ContentType} {Encoding} {Convert.ToBase64String(Body)}";
    }
}
