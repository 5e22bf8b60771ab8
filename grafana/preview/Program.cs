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
    await app.RunAsync(stop);
    return ExitCodes.Stopped;
}
