using System.CommandLine;
using Analytics.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Analytics.Benchmarks.Ingest.Servers;

/// <summary><c>bare</c>: Kestrel that only reads the body and answers: the upper limit for an ASP.NET Core server.</summary>
static class BareCommand
{
    static readonly byte[] _answer = """{"accepted":1}"""u8.ToArray();

    public static Command Create()
    {
        var url = new Option<string>("--url") { Required = true };
        var command = new Command("bare", "The ceiling of the collector benchmark: a server that only reads bodies.") { url };
        command.Hidden = true;
        command.SetAction(
            async (parsed, stopping) =>
            {
                var builder = WebApplication.CreateSlimBuilder();
                builder.Logging.ClearProviders();
                builder.WebHost.UseUrls(parsed.GetValue(url)!).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
                await using var app = builder.Build();
                app.Run(AnswerAsync);
                await app.StartAsync(stopping);
                await app.WaitForShutdownAsync(stopping);
                return ExitCodes.Done;
            }
        );
        return command;
    }

    static async Task AnswerAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        while (await body.ReadAsync() is var read)
        {
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = _answer.Length;
        await context.Response.BodyWriter.WriteAsync(_answer);
    }
}
