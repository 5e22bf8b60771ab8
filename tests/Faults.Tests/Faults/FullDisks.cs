using Analytics.Local.Postgres;
using Analytics.Local.Processes;
using Analytics.Local.Stack;
using Analytics.Testing.Disks;
using Npgsql;

namespace Faults.Tests.Faults;

/// <summary>
/// Gives Kafka, PostgreSQL, the lake and Spark's checkpoints a small disk each, and fills it for a while. The disk of the checkpoints
/// covers /dev/shm, so the test runs in its own mount namespace: <c>unshare --mount</c>.
/// </summary>
public sealed class FullDisks : IDisposable
{
    const string Checkpoints = "/dev/shm";
    const string Restarts = "stream_query_restarted_total";

    // Kafka, and PostgreSQL without space for its log, end and are started again with pauses of up to 30 s.
    static readonly TimeSpan _recovery = TimeSpan.FromSeconds(60);

    readonly Stack<SmallDisk> _disks = [];

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. new FullDisk[]
        {
            new("Kafka's log", KafkaFolder, "collector_spool_mode", stack => stack.Collector.Url),
            new("PostgreSQL's data", PostgresFolder, Restarts, stack => stack.SparkJobs.Url),
            new("PostgreSQL's log", PostgresFolder, Restarts, stack => stack.SparkJobs.Url) { AskAsync = NextSegmentAsync },
            new("the lake", LakeFolder, Restarts, stack => stack.SparkJobs.Url),
            new("Spark's checkpoints", _ => Checkpoints, Restarts, stack => stack.SparkJobs.Url),
        }.Select(disk => new Fault("F8", $"the disk of {disk.What} full", disk.FillAsync, _recovery)),
    ];

    /// <summary>Settings of PostgreSQL with which its log fits a small disk; none when there is none.</summary>
    public IReadOnlyList<string> PostgresSettings => _disks.Count > 0 ? ["max_wal_size=64MB", "min_wal_size=32MB"] : [];

    /// <summary>Mounts a small disk for each part, before its first start, if one of the faults is a full disk.</summary>
    public static FullDisks Mount(string run, IEnumerable<Fault> faults)
    {
        var all = new FullDisks();
        if (!faults.Any(All.Contains))
            return all;

        Assert.SkipUnless(Environment.IsPrivilegedProcess, "A small disk is mounted by root only.");
        Assert.False(
            new FileInfo("/proc/self/ns/mnt").LinkTarget == new FileInfo("/proc/1/ns/mnt").LinkTarget,
            "A full /dev/shm would hit every process of the machine: run tests/Faults.Tests/run.sh --only F8."
        );
        all.Add(KafkaFolder(run), megabytes: 512);
        all.Add(PostgresFolder(run), megabytes: 256);
        all.Add(LakeFolder(run), megabytes: 128);
        all.Add(Checkpoints, megabytes: 64);
        return all;
    }

    public void Dispose()
    {
        while (_disks.TryPop(out var disk))
            disk.Dispose();
    }

    void Add(string folder, int megabytes) =>
        _disks.Push(
            SmallDisk.TryMount(folder, megabytes) ?? throw new IOException($"No disk of {megabytes} MB can be mounted on {folder}.")
        );

    static string KafkaFolder(string run) => Path.Combine(run, "kafka");

    static string PostgresFolder(string run) => ServiceUser.ForPostgres(run).Folder;

    static string LakeFolder(string run) => Path.Combine(run, "lake");

    // PostgreSQL uses the files of its log again, and needs a new one only when they are all used since its last checkpoint.
    static async Task NextSegmentAsync(LocalStack stack)
    {
        try
        {
            await using var connection = new NpgsqlConnection(stack.Postgres.ConnectionString(Role.Admin) + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT pg_switch_wal()", connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // PostgreSQL has ended, as it does without space for its log.
        }
    }
}
