using Microsoft.AspNetCore.Builder;

namespace Analytics.Hosting.Web;

/// <summary>Creates the builders of programs that serve HTTP.</summary>
public static class WebPrograms
{
    // A setting of the host: https://learn.microsoft.com/dotnet/core/extensions/generic-host
    const string Reload = "hostBuilder:reloadConfigOnChange";

    /// <summary>
    /// Creates a builder that reads <c>appsettings.json</c> once. To read it again when it changes, .NET watches every file below the
    /// working folder: where Kafka or PostgreSQL write there, each write wakes the program.
    /// </summary>
    /// <param name="args">The program's arguments; they may be settings.</param>
    /// <param name="folder">The folder with the program's files; null for the working folder.</param>
    public static WebApplicationBuilder CreateBuilder(IReadOnlyList<string> args, string? folder = null)
    {
        var options = new WebApplicationOptions
        {
            Args = [$"--{Reload}=false", .. args],
            ContentRootPath = folder,
            WebRootPath = folder is null ? null : Path.Combine(folder, "wwwroot"),
        };
        return WebApplication.CreateSlimBuilder(options);
    }
}
