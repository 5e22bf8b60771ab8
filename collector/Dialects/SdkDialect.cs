using Analytics.Collector.Http;
using Analytics.Collector.Processing;

namespace Analytics.Collector.Dialects;

/// <summary>
/// SDKs that speak Segment's members: they send JSON as text/plain, as a form, or as nothing, so their content types say little;
/// they keep only 400 apart from what is worth a retry; and they give up on a 408, but not on a connection that closes.
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
            context.Abort();
            return Task.CompletedTask;
        }

        return base.RefuseAsync(context, problem with { Status = StatusFor(problem.Status) });
    }

    protected virtual int StatusFor(int status) => status is 413 or 415 ? 400 : status;
}
