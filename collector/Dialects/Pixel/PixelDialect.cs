using Analytics.Collector.Http;
using Analytics.Collector.Processing;

namespace Analytics.Collector.Dialects.Pixel;

/// <summary>One event in an address's query. Its answer is an image, whatever happened: a page must not show a broken one.</summary>
sealed class PixelDialect(string type) : Dialect("pixel", type)
{
    /// <summary>What became of the event when it was not stored, for whoever looks.</summary>
    public const string ProblemHeader = "X-Problem";

    /// <summary>One transparent pixel.</summary>
    static readonly byte[] _gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public override bool Takes(string? contentType, out bool lines)
    {
        lines = false;
        return true;
    }

    public override Task<Outcome<PooledBytes>> ReadAsync(HttpContext context, BodyReader bodies) =>
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
