using System.Text;
using System.Text.Json.Nodes;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>Makes the request with a number: a valid one, changed in its JSON, its bytes, or its headers.</summary>
sealed class Mutator(int seed, IReadOnlyList<(string Method, string Path)> routes)
{
    static readonly byte[][] _seeds = Seeds.All();

    public Mutated Make(int number)
    {
        // Each number has a generator, so that any request can be made alone.
        var random = new Random(unchecked((seed * 486187739) ^ (number * 16777619)));
        var (method, path) = One(random, routes);
        var body = _seeds[random.Next(_seeds.Length)];
        for (var changes = random.Next(4); changes > 0; changes--)
            body = random.Next(2) == 0 ? ChangeJson(body, random) : ChangeBytes(body, random);

        var encoding = One(random, Ingredients.Encodings);
        // Half of the bodies that claim compression are compressed, so that changed bytes reach the decompressors.
        if (encoding is "gzip" or "br" or "zstd" or "deflate" && random.Next(2) == 0)
            body = Compressed.As(encoding, body);
        if (random.Next(4) == 0)
            body = ChangeBytes(body, random);

        var headers = new List<(string, string)>();
        for (var more = random.Next(3); more > 0; more--)
        {
            var (name, values) = One(random, Ingredients.Headers);
            headers.Add((name, One(random, values)));
        }

        if (random.Next(10) > 0)
            headers.Add(("X-Write-Key", random.Next(4) == 0 ? Running.RunningCollector.ServerKey : Running.RunningCollector.BrowserKey));

        return new Mutated(method, path + One(random, Ingredients.Queries), One(random, Ingredients.ContentTypes), encoding, headers, body);
    }

    static T One<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    static byte[] ChangeJson(byte[] body, Random random)
    {
        try
        {
            var root = JsonNode.Parse(body);
            var objects = Objects(root).ToList();
            if (objects.Count == 0)
                return body;

            var target = One(random, objects);
            target[
                target.Count > 0 && random.Next(2) == 0
                    ? One(random, [.. target.Select(member => member.Key)])
                    : One(random, Ingredients.Names)
            ] = One(random, Ingredients.Values)();
            return Encoding.UTF8.GetBytes(root!.ToJsonString());
        }
        catch (Exception broken) when (broken is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return body; // The body is no longer JSON.
        }
    }

    static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject one => one.SelectMany(member => Objects(member.Value)).Prepend(one),
            JsonArray many => many.SelectMany(Objects),
            _ => [],
        };

    static byte[] ChangeBytes(byte[] original, Random random)
    {
        if (original.Length == 0)
            return original;

        var body = original.ToList();
        var at = random.Next(body.Count);
        switch (random.Next(4))
        {
            case 0:
                body[at] = (byte)random.Next(256);
                break;
            case 1:
                body.InsertRange(at, One(random, Ingredients.Fragments));
                break;
            case 2:
                body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at));
                break;
            default:
                body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 40), body.Count - at)));
                break;
        }

        return [.. body];
    }
}
