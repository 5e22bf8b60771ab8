using System.Buffers;

namespace Analytics.Collector.Http;

static class RequestIds
{
    public const string Header = "X-Request-Id";
    const int Longest = 128;
    static readonly SearchValues<char> _visible = SearchValues.Create([.. Enumerable.Range(0x21, 0x5E).Select(c => (char)c)]);

    /// <summary>Echoes the client's request id when it is one plain word; otherwise generates one.</summary>
    public static void UseRequestIds(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var given = context.Request.Headers[Header].ToString();
                context.TraceIdentifier = IsPlain(given, Longest) ? given : Guid.CreateVersion7().ToString("N");
                context.Response.Headers[Header] = context.TraceIdentifier;
                return next(context);
            }
        );

    /// <summary>True for visible ASCII only, which is safe in a header and in a log.</summary>
    public static bool IsPlain(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(_visible);
}
