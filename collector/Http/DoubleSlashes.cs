using System.Text;

namespace Analytics.Collector.Http;

static class DoubleSlashes
{
    /// <summary>
    /// Takes <c>//v1/batch</c> as <c>/v1/batch</c>: SDKs append their path to a host that ends with a slash. SDKs drop the events of a 404,
    /// and follow a redirect with GET.
    /// </summary>
    public static void UseSingleSlashes(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.Path.Value is { } path && path.Contains("//", StringComparison.Ordinal))
                    context.Request.Path = Single(path);

                return next(context);
            }
        );

    public static string Single(string path)
    {
        var single = new StringBuilder(path.Length);
        foreach (var letter in path)
        {
            if (letter != '/' || single.Length == 0 || single[^1] != '/')
                single.Append(letter);
        }

        return single.ToString();
    }
}
