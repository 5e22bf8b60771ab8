using System.Globalization;
using System.Text.RegularExpressions;

namespace Analytics.SparkJobs.Sinks;

/// <summary>
/// Finds the checkpoints in the log of a Delta table by the names of their files. A checkpoint is one file of a version, several parts of a
/// version, or a file with an id (<see href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#checkpoints"/>).
/// </summary>
static partial class LakeCheckpoints
{
    /// <summary>The files that may be of checkpoints, as a pattern of Hadoop.</summary>
    public const string Pattern = "0*.checkpoint.*";

    /// <summary>
    /// Returns when each checkpoint was written, ascending: its oldest part, since what is kept from that time on has all of them. A
    /// checkpoint that lacks a part can't be read, and is left out.
    /// </summary>
    /// <param name="files">The names of files in the log, and when each was written.</param>
    public static IReadOnlyList<DateTimeOffset> Times(IEnumerable<(string Name, DateTimeOffset At)> files) =>
        [
            .. files
                .Select(file => (Parts: Name().Match(file.Name), file.At))
                .Where(file => file.Parts.Success)
                .GroupBy(file => (Version: file.Parts.Groups["version"].Value, Id: file.Parts.Groups["id"].Value, Count: Count(file.Parts)))
                .Where(checkpoint => checkpoint.Count() == checkpoint.Key.Count)
                .Select(checkpoint => checkpoint.Min(part => part.At))
                .Order(),
        ];

    static int Count(Match name) =>
        name.Groups["count"] is { Success: true } count ? int.Parse(count.Value, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(
        @"\A(?<version>\d{20})\.checkpoint(\.\d{10}\.(?<count>\d{10})|\.(?<id>[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}))?\.(parquet|json)\z"
    )]
    private static partial Regex Name();
}
