using System.CommandLine;
using Analytics.Hosting;
using Analytics.Local.Commands;
using Analytics.Local.Kafka;

namespace Analytics.Benchmarks.Contenders;

/// <summary>The options of the commands that measure the whole path.</summary>
sealed class LoadOptions
{
    readonly Option<int> _visitors = SharedOptions.Visitors(400);
    readonly TimeOption _warm = Options.Time(
        "--warm",
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMilliseconds(1),
        TimeSpan.FromDays(7),
        "Traffic before the window: JVMs compile for that long. Contenders that are not warm when ready get more."
    );
    readonly Option<int> _seconds = Options.Number("--seconds", 60, 1, 3600, "The window that is measured, in seconds.");
    readonly Option<int> _runs = Options.Number(
        "--runs",
        3,
        1,
        100,
        "Windows of each contender, in turn; the table shows the medians with the least and the greatest."
    );
    readonly Option<int> _warmBatches = Options.Number(
        "--warm-batches",
        200,
        0,
        10_000,
        "Batches that the jobs run before they say that they are ready; fewer only to try things out."
    );

    readonly Option<int> _partitions = Partitions();

    public IEnumerable<Option> All => [_visitors, _warm, _seconds, _runs, _warmBatches, _partitions];

    public static Option<int> Partitions() =>
        Options.Number("--partitions", KafkaTopics.EventPartitions, 1, 1_000, "The partitions of the topic of events.");

    /// <param name="rate">The events a second.</param>
    public Load Load(ParseResult parsed, double rate) =>
        new(
            rate,
            parsed.GetValue(_visitors),
            _warm.Get(parsed),
            TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
            parsed.GetValue(_runs),
            parsed.GetValue(_warmBatches),
            parsed.GetValue(_partitions)
        );
}
