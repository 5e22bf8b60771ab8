using System.Globalization;
using Analytics.Local.Stack;
using Analytics.Testing.Waiting;

namespace Faults.Tests.Faults;

/// <summary>
/// Sets the clock that the collector reads, by libfaketime: a library before libc that adds an offset from a file. The clock that counts
/// elapsed time goes on, as with a machine whose time is set.
/// </summary>
public static class WrongClock
{
    const string Id = "F12";
    const string Metric = "collector_clock_jumps_total";

    static readonly HttpClient _http = new();

    /// <summary>The errors of the clock, behind and ahead.</summary>
    public static TimeSpan Error { get; } = TimeSpan.FromHours(1);

    /// <summary>The collector corrects a client's clock, which here is right, in steps of so much; Times:ClockSkew.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    static string? Library { get; } =
        new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib" }
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(System.IO.File.Exists);

    /// <summary>Returns the collector's settings for a run with these faults; none when its clock stays right.</summary>
    public static IReadOnlyDictionary<string, string> Settings(string folder, IEnumerable<Fault> faults)
    {
        if (faults.All(fault => fault.Id != Id))
            return new Dictionary<string, string>();

        Assert.SkipWhen(Library is null, "A wrong clock needs libfaketime: apt-get install libfaketime");
        Directory.CreateDirectory(folder);
        Set(File(folder), TimeSpan.Zero);
        return new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library!,
            ["FAKETIME_TIMESTAMP_FILE"] = File(folder),
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
    }

    /// <summary>Sets the clock an hour back, then an hour ahead, then right again; each lasts as long as an outage.</summary>
    public static async Task JumpAsync(LocalStack stack)
    {
        var folder = stack.Collector.Folder;
        var before = await JumpsAsync(stack);
        foreach (var error in (TimeSpan[])[-Error, Error, TimeSpan.Zero])
        {
            Set(File(folder), error);
            var jumps = ++before;
            await Poll.UntilAsync(
                () => JumpsAsync(stack),
                seen => seen == jumps,
                seen => $"the collector reports {seen} jumps of its clock instead of {jumps}",
                Poll.Deadline
            );
            if (error != TimeSpan.Zero)
                await Outages.PassAsync();
        }
    }

    static string File(string folder) => Path.Combine(folder, "collector-clock");

    // The library reads the file at any moment, so that it must never be empty.
    static void Set(string file, TimeSpan error)
    {
        System.IO.File.WriteAllText(file + ".new", error.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture));
        System.IO.File.Move(file + ".new", file, overwrite: true);
    }

    static async Task<double> JumpsAsync(LocalStack stack)
    {
        var metrics = await _http.GetStringAsync(new Uri(stack.Collector.Url + "/metrics"));
        var line = metrics.Split('\n').First(one => one.StartsWith(Metric, StringComparison.Ordinal));
        return double.Parse(line[(Metric.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
