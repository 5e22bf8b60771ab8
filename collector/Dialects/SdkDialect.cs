using Analytics.Collector.Http;
using Analytics.Collector.Processing;

namespace Analytics.Collector.Dialects;

/// <summary>
/// SDKs with Segment's members. They send JSON as text/plain, as a form or without a content type, so the content type is not checked; they
/// retry after every status except 400; and they give up on a 408, but not on a closed connection.
/// </summary>
class SdkDialect(string name, string? type = null) : Dialect(name, type)
{
    public override bool Takes(string? contentType, out bool lines)
    {
        base.Takes(contentType, out lines);
        return true;
    }

    public override Task RefuseAsync(HttpContext context, Problem problem)
    {
        if (problem.Status == StatusCodes.Status408RequestTimeout)
        {
            ClosedConnection.Abort(context, problem.Status);
            return Task.CompletedTask;
        }

        return base.RefuseAsync(context, problem with { Status = StatusFor(problem.Status) });
    }

    protected virtual int StatusFor(int status) => status is 413 or 415 ? 400 : status;
}
