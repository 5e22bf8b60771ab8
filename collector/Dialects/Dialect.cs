using Analytics.Collector.Http;

namespace Analytics.Collector.Dialects;

/// <summary>How a family of clients differs from the native way.</summary>
/// <param name="Type">The type of event that the route names; null when each event names its own.</param>
/// <param name="AnyContentType">SDKs send JSON as text/plain, as a form, or as nothing; their content types say little.</param>
/// <param name="ForSdks">SDKs keep only 400 apart from what is worth a retry, and give up on a 408.</param>
sealed record Dialect(string Name, string? Type = null, bool AnyContentType = false, bool ForSdks = false)
{
    /// <param name="lines">True when each line is an event.</param>
    public bool Takes(string? contentType, out bool lines)
    {
        var media = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        lines = media is "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines";
        return lines || AnyContentType || media is "" or "application/json" or "text/plain" || media.EndsWith("+json", StringComparison.Ordinal);
    }

    public Task RefuseAsync(HttpContext context, Problem problem)
    {
        if (ForSdks && problem.Status == StatusCodes.Status408RequestTimeout)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return ProblemAnswer.WriteAsync(context, ForSdks && problem.Status is 413 or 415 ? problem with { Status = 400 } : problem);
    }
}
