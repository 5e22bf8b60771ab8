using Analytics.DashboardPreview;

return await PreviewOptions.Command(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(PreviewOptions options, CancellationToken stop)
{
    var mistakes = options.Mistakes().ToArray();
    foreach (var mistake in mistakes)
        await Console.Error.WriteLineAsync(mistake);
    if (mistakes.Length > 0)
        return ExitCodes.Usage;
    await using var app = PreviewApp.Build(options);
    await app.StartAsync(stop);
    PreviewLog.Listening(app.Logger, string.Join(", ", app.Urls), options.Dashboards);
    await app.WaitForShutdownAsync(stop);
    return ExitCodes.Stopped;
}
