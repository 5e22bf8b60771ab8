namespace Analytics.BatchJobs.Erasure;

/// <summary>The places that an erasure cannot reach, in sentences for the receipt.</summary>
static class Horizons
{
    public static IReadOnlyList<string> Of(bool isVacuumed) =>
        [
            .. isVacuumed
                ? Array.Empty<string>()
                : ["Lake: the files that held the rows stay for readers and time travel until the first compact after files_gone_after."],
            "Lake: where log_holds_until is given, the table's log loses older statistics after that time, once a checkpoint was written "
                + "since the erasure (every 100 commits of the archive).",
            "Warehouse: PostgreSQL overwrites the room of deleted rows after its next vacuum; its write-ahead log is recycled by "
                + "checkpoints.",
            "Collectors: run 'Analytics.Collector spool erase' on each; it also counts events that still wait in the spool.",
            "Kafka: the topics keep each message until their retention (retention.ms) has passed. Events that the lake archive has "
                + "not read yet arrive after this run: erase again once it is complete up to ended_at.",
            "Backups of lake and warehouse: they hold the rows until they expire; erase again after one is restored.",
        ];
}
