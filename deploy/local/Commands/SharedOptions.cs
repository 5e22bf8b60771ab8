using System.CommandLine;
using Analytics.Hosting;
using Analytics.Local.Stack;

namespace Analytics.Local.Commands;

/// <summary>The options that commands share.</summary>
static class SharedOptions
{
    public static Option<TimeSpan?> For(string description) =>
        Options.Time("--for", TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(7), description);

    public static Option<double> Rate(double value) => Options.Number("--rate", value, 1, 100_000, "Events a second.");

    public static Option<int> Visitors(int value) =>
        Options.Number("--visitors", value, 1, 1_000_000, "The number of visitors at once; at the same rate, more of them stay longer.");

    public static Option<int> Seed() =>
        new("--seed")
        {
            Description = "The seed of the visitors and their actions; the same seed gives the same visitors.",
            DefaultValueFactory = _ => 1,
        };

    public static Option<string> Folder(string name) =>
        new("--folder")
        {
            Description = "The folder for data and logs; a relative path starts from the current folder.",
            DefaultValueFactory = _ => LocalStackOptions.Named(name).Folder,
        };

    public static Option<int> Batch() => Options.Number("--batch", 50, 1, 1000, "The largest number of events in one request.");
}
