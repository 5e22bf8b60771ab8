using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Delivery.Spool;
using Analytics.Collector.Delivery.Spool.Commands;
using Analytics.Collector.Dialects;
using Analytics.Collector.Dialects.Pixel;
using Analytics.Collector.Dialects.Posthog;
using Analytics.Collector.Enrichment;
using Analytics.Collector.Health;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Keys.Commands;
using Analytics.Collector.OpenApi;
using Analytics.Collector.Privacy;
using Analytics.Collector.Processing;
using Analytics.Collector.Reading;
using Analytics.Collector.Settings;
using Analytics.Collector.Telemetry;
using Analytics.Collector.Validation;
using Analytics.Hosting;
using Analytics.Hosting.Web;

if (Help.IsAsked(args))
    return Help.Print(args);

if (args is [KeysCommand.Name, ..])
    return await KeysCommand.RunAsync(args);

if (args is [SpoolCommand.Name, ..])
    return await SpoolCommand.RunAsync(args);

var builder = WebPrograms.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.AddLogs();
builder.AddTraces();
builder.AddConfigurationWarnings();
builder.AddHttp();
builder.AddCrossOrigin();
builder.AddDrain();
builder.AddKeys();
builder.AddReading();
builder.AddValidation();
builder.AddPrivacy();
builder.AddKafka();
builder.AddDuplicates();
builder.AddSpool();
builder.AddRouting();
builder.AddEnrichment();
builder.AddProcessing();
if (!builder.AreSettingsValid())
    return ExitCodes.Usage;

if (!builder.TryTakeSpoolFolder(out var spoolRefused))
    return spoolRefused;

await using var app = builder.Build();
app.UseRequestIds();
app.UseSingleSlashes();
app.UseCrossOrigin();
app.UseRequestMetrics();
app.UseRequestLog();
app.UseTraces();
app.UseProblems();
app.UseUntrustedForwardingWarning();
app.UseRouting();
app.MapNative();
app.MapSegment();
app.MapJitsu();
app.MapPosthog();
app.MapPixel();
app.MapSdkSettings();
app.MapHealthRoutes();
app.MapMetricsRoute();
app.MapAbout();
app.MapOpenApi();
app.BeginFailures();
return await app.ServeAsync();
