namespace Analytics.Collector.Http;

/// <summary>
/// Allows cross-origin posts: the origin is reflected, also on errors, and preflights need no key. What operators read is not for pages.
/// </summary>
static class CrossOrigin
{
    const int Longest = 2048;

    static readonly TimeSpan _preflightIsKept = TimeSpan.FromHours(2);

    static readonly string[] _exposed =
    [
        "Retry-After",
        "X-RateLimit-Limit",
        "X-RateLimit-Remaining",
        "X-RateLimit-Reset",
        RequestIds.Header,
    ];

    public static void AddCrossOrigin(this WebApplicationBuilder builder) =>
        builder.Services.AddCors(options =>
            options.AddDefaultPolicy(policy =>
                policy
                    .SetIsOriginAllowed(IsOrigin)
                    .AllowCredentials()
                    .WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Options)
                    .AllowAnyHeader()
                    .WithExposedHeaders(_exposed)
                    .SetPreflightMaxAge(_preflightIsKept)
            )
        );

    public static void UseCrossOrigin(this IApplicationBuilder app) =>
        app.UseWhen(
            context => !IsForOperators(context.Request.Path),
            pages =>
            {
                pages.Use(VaryByOrigin);
                pages.Use(ForgetUnsafeHeaders);
                pages.UseCors();
                pages.Use(AnswerOptions);
            }
        );

    static bool IsForOperators(PathString path) =>
        path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics") || path.StartsWithSegments("/version");

    // The middleware of CORS sets it for allowed origins only; caches need it with every answer.
    static Task VaryByOrigin(HttpContext context, RequestDelegate next)
    {
        if (!IsOrigin(context.Request.Headers.Origin.ToString()))
            context.Response.Headers.Vary = "Origin";

        return next(context);
    }

    // The answer of a preflight repeats them, and the server takes plain ASCII only.
    static Task ForgetUnsafeHeaders(HttpContext context, RequestDelegate next)
    {
        var wanted = context.Request.Headers.AccessControlRequestHeaders.ToString();
        if (wanted.Length > Longest || wanted.Any(c => c is < ' ' or > '~'))
            context.Request.Headers.AccessControlRequestHeaders = default;

        return next(context);
    }

    // Monitors and old clients ask without the headers of a preflight.
    static Task AnswerOptions(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsOptions(context.Request.Method))
            return next(context);

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>
    /// True for what browsers send: a scheme and a host, or null. A star would let any site read every answer, with credentials.
    /// </summary>
    static bool IsOrigin(string text) =>
        text == "null"
        || (RequestIds.IsPlain(text, Longest) && text.Contains("://", StringComparison.Ordinal) && text.AsSpan().IndexOfAny('*', ',') < 0);
}
