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
using Analytics.Collector.Spool;
using Analytics.Collector.Telemetry;
using Prometheus;

if (args is [KeysCommand.Name, ..])
    return await KeysCommand.RunAsync(args);

var builder = WebApplication.CreateSlimBuilder(args);
if (!builder.TryAddSettings())
    return SettingsCheck.UsageError;

builder.AddLogs();
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
app.UseRouting();
app.MapNative();
app.MapSegment();
app.MapJitsu();
app.MapPosthog();
app.MapPixel();
app.MapStart();
app.MapHealth();
app.MapMetrics().WithDoc(new("operations", "Prometheus' metrics.", "Text"));
app.MapAbout();
app.MapOpenApi();
await app.RunAsync();
return 0;
