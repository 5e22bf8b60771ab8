using Analytics.Collector.Dialects;
using Analytics.Collector.Duplicates;
using Analytics.Collector.Events;
using Analytics.Collector.Health;
using Analytics.Collector.Http;
using Analytics.Collector.Kafka;
using Analytics.Collector.Keys;
using Analytics.Collector.Keys.Commands;
using Analytics.Collector.OpenApi;
using Analytics.Collector.Settings;
using Analytics.Collector.Settings.Dangers;
using Analytics.Collector.Spool;
using Analytics.Collector.Telemetry;

if (Help.IsAsked(args))
    return Help.Print(args);

if (args is [KeysCommand.Name, ..])
    return await KeysCommand.RunAsync(args);

var builder = WebApplication.CreateSlimBuilder(args);
if (!builder.TryAddSettings())
    return ExitCodes.Usage;

builder.AddLogs();
builder.AddTraces();
builder.AddDangers();
builder.AddServerLimits();
builder.AddDrain();
builder.AddKeys();
builder.AddKafka();
builder.AddDuplicates();
if (!builder.TryAddSpool(out var spoolRefused))
    return spoolRefused;

builder.AddEvents();

await using var app = builder.Build();
app.UseRequestIds();
app.UseCrossOrigin();
app.UseProblems();
app.UseRequestMetrics();
app.UseRequestLog();
app.UseTraces();
app.UseDangers();
app.UseRouting();
app.MapNative();
app.MapSegment();
app.MapJitsu();
app.MapPosthog();
app.MapPixel();
app.MapStart();
app.MapHealth();
app.MapMetricsRoute();
app.MapAbout();
app.MapOpenApi();
return await app.ServeAsync();
