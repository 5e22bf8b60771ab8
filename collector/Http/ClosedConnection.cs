namespace Analytics.Collector.Http;

/// <summary>Ends a request without an answer, so that its client sees a closed connection.</summary>
static class ClosedConnection
{
    /// <param name="status">The status that metrics and logs show; by default the client closed the connection itself.</param>
    public static void Abort(HttpContext context, int status = StatusCodes.Status499ClientClosedRequest)
    {
        if (!context.Response.HasStarted)
            context.Response.StatusCode = status;
        context.Items[typeof(ClosedConnection)] = true;
        context.Abort();
    }

    public static bool Is(HttpContext context) => context.Items.ContainsKey(typeof(ClosedConnection));
}
