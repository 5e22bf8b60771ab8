using Analytics.Collector.Http;
using Analytics.Collector.Processing;

namespace Analytics.Collector.Dialects.Pixel;

/// <summary>One event in an address's query. The answer is always an image, so that a page never shows a broken one.</summary>
sealed class PixelDialect(string type) : Dialect("pixel", type)
{
    /// <summary>The header with the code of the problem when the event was not stored, for debugging.</summary>
    public const string ProblemHeader = "X-Problem";

    /// <summary>One transparent pixel, as a GIF.</summary>
    static readonly byte[] _gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public override bool Takes(string? contentType, out bool lines)
    {
        lines = false;
        return true;
    }

    public override Task<Outcome<PooledBytes>> ReadAsync(HttpContext context, BodyReader bodies, string? key) =>
        Task.FromResult<Outcome<PooledBytes>>(PixelQuery.AsEvent(context.Request.Query));

    public override Task AnswerAsync(HttpContext context, Answer answer) => WriteAsync(context, answer.Problem?.Code);

    public override Task RefuseAsync(HttpContext context, Problem problem) => WriteAsync(context, problem.Code);

    static Task WriteAsync(HttpContext context, string? problem)
    {
        var response = context.Response;
        if (problem is not null)
            response.Headers[ProblemHeader] = problem;

        response.Headers.CacheControl = "no-store";
        response.ContentType = "image/gif";
        response.ContentLength = _gif.Length;
        return response.Body.WriteAsync(_gif, 0, _gif.Length);
    }
}
