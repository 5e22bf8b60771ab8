using System.Net.Http.Headers;

namespace Collector.Tests.Abuse.Fuzz;

/// <summary>One mutated request.</summary>
sealed record Mutated(
    string Method,
    string Path,
    string? ContentType,
    string? Encoding,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[] Body
)
{
    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), Path);
        if (Method != "GET")
            request.Content = new ByteArrayContent(Body);
        if (request.Content is { } content && ContentType is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        if (request.Content is { } body && Encoding is not null)
            body.Headers.ContentEncoding.Add(Encoding);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return request;
    }

    public override string ToString() =>
        $"{Method} {Path} {ContentType} {Encoding} {string.Join(' ', Headers.Select(header => $"{header.Name}: {header.Value}"))} "
        + $"{Convert.ToBase64String(Body)}";
}
