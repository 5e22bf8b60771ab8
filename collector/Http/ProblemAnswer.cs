using System.Text.Json;

namespace Analytics.Collector.Http;

/// <summary>Writes problems in the form of RFC 9457, with <c>code</c> and <c>requestId</c> as extensions.</summary>
static partial class ProblemAnswer
{
    public const string ContentType = "application/problem+json";

    /// <summary>Answers requests that no route answered, and turns an exception into a 500 without internal details.</summary>
    public static void UseProblems(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context);
                    if (
                        !context.Response.HasStarted
                        && !ClosedConnection.Is(context)
                        && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null }
                    )
                    {
                        await WriteAsync(context, Problem.ForStatus(context.Response.StatusCode));
                    }
                }
                catch (Exception) when (context.RequestAborted.IsCancellationRequested)
                {
                    ClosedConnection.Abort(context);
                }
                catch (Exception failure) when (!context.Response.HasStarted)
                {
                    LogFailed(app.Logger, failure, context.TraceIdentifier);
                    await WriteAsync(context, Problem.Internal);
                }
            }
        );

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        Begin(context, problem);
        var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        await using (writer)
        {
            writer.WriteStartObject();
            WriteMembers(writer, problem, context.TraceIdentifier);
            writer.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync();
    }

    /// <summary>Writes the status and the headers.</summary>
    public static void Begin(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = ContentType;
        if (problem.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString();
        if (problem.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
    }

    public static void WriteMembers(Utf8JsonWriter writer, Problem problem, string requestId)
    {
        writer.WriteString("type"u8, "about:blank"u8);
        writer.WriteString("title"u8, problem.Title);
        writer.WriteNumber("status"u8, problem.Status);
        writer.WriteString("detail"u8, problem.Detail);
        writer.WriteString("code"u8, problem.Code);
        writer.WriteString("requestId"u8, requestId);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "collector.request.failed: request {RequestId} ended with an unhandled exception")]
    static partial void LogFailed(ILogger log, Exception failure, string requestId);
}
