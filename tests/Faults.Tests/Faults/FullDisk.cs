using System.Diagnostics;
using System.Globalization;
using Analytics.Local.Stack;
using Analytics.Testing.Disks;
using Analytics.Testing.Waiting;

namespace Faults.Tests.Faults;

/// <summary>A small disk that is full for a while, and the metric that says so.</summary>
/// <param name="What">What is on the disk: "the lake".</param>
/// <param name="Folder">Returns the disk's folder from that of the run.</param>
/// <param name="Metric">The metric that grows while the disk is full.</param>
/// <param name="Url">Returns the address of the part that has the metric.</param>
sealed record FullDisk(string What, Func<string, string> Folder, string Metric, Func<LocalStack, string> Url)
{
    static readonly TimeSpan _full = TimeSpan.FromSeconds(15);
    static readonly TimeSpan _period = TimeSpan.FromMilliseconds(100);
    static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>Asks the part for more space again and again; by default its traffic does.</summary>
    public Func<LocalStack, Task> AskAsync { get; init; } = _ => Task.CompletedTask;

    // Others remove files meanwhile, so that the disk is filled again and again.
    public async Task FillAsync(LocalStack stack)
    {
        var disk = SmallDisk.At(Folder(stack.Kafka.Folder));
        var before = await SumAsync(stack) ?? 0;
        TimeSpan? told = null;
        var watch = Stopwatch.StartNew();
        try
        {
            await Poll.UntilAsync(
                async () =>
                {
                    disk.FillUp();
                    await AskAsync(stack);
                    if (told is null && await SumAsync(stack) > before)
                        told = watch.Elapsed;
                    return watch.Elapsed;
                },
                elapsed => elapsed >= _full && told is not null,
                elapsed => $"the disk of {What} is full, and {Metric} does not say so within {elapsed}",
                4 * _full,
                _period
            );
        }
        finally
        {
            disk.Free();
        }

        Console.WriteLine($"| F8 the disk of {What} full | {Metric} says so after {told!.Value.TotalSeconds:0.0} s |");
    }

    // The sum of the metric's series; null while nothing answers.
    async Task<double?> SumAsync(LocalStack stack)
    {
        try
        {
            var lines = (await _http.GetStringAsync(new Uri($"{Url(stack)}/metrics"))).Split('\n');
            return lines
                .Where(line => line.StartsWith(Metric, StringComparison.Ordinal))
                .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
