using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using Npgsql;

namespace Analytics.BatchJobs.Runs;

/// <summary>
/// One run of a batch job: its id, its lines, and what every job may use. Disposing it stops its Spark session, unless another had begun
/// it.
/// </summary>
sealed class BatchRun : IAsyncDisposable
{
    static readonly TimeSpan _lockLimit = TimeSpan.FromMinutes(10);

    readonly RunSettings _settings;
    readonly Progress _progress;
    readonly Lazy<SparkSession> _session;
    bool _ownsSession;

    public BatchRun(string job, RunSettings settings, RunIdentity identity, TimeProvider clock)
    {
        (Job, _settings, Identity, Clock) = (job, settings, identity, clock);
        _progress = new Progress(job, identity.Id, clock);
        _session = new(() =>
        {
            _ownsSession = SparkSession.GetDefaultSession() is null;
            return LakeSession.Create(job);
        });
        Warehouse = settings.Warehouse is { } connection ? NpgsqlDataSource.Create(connection) : null;
    }

    public string Job { get; }
    public RunIdentity Identity { get; }
    public string Id => Identity.Id;
    public TimeProvider Clock { get; }
    public bool DryRun => _settings.DryRun;

    /// <summary>The goals, whose events count as conversions.</summary>
    public Goals Goals => _settings.Goals;

    /// <summary>The properties whose values are counted.</summary>
    public PropertyDimensions Properties => _settings.Properties;

    public string Arguments => _settings.Arguments;

    /// <summary>Null when the run makes no annotation in Grafana.</summary>
    public GrafanaSettings? Grafana => _settings.Grafana;

    /// <summary>Null when the run has no warehouse.</summary>
    public NpgsqlDataSource? Warehouse { get; }

    /// <summary>The connection string of <see cref="Warehouse"/>, for Spark's JDBC writer. It holds a password.</summary>
    public string? WarehouseConnection => _settings.Warehouse;

    public LakeFolder Lake => _settings.Lake ?? throw new InvalidOperationException($"{Job} declares no --lake.");

    /// <summary>The Spark session, created at its first use.</summary>
    /// <remarks>
    /// It becomes the session of the calling thread, since Delta asks for that one: after an await the thread may be another.
    /// </remarks>
    public SparkSession Session
    {
        get
        {
            SparkSession.SetActiveSession(_session.Value);
            return _session.Value;
        }
    }

    /// <summary>The rows that the run wrote, for the record of the run.</summary>
    public long Rows { get; set; }

    /// <summary>Prints a line with the run's id.</summary>
    public void Say(string line) => _progress.Say(line);

    /// <inheritdoc cref="Progress.Step"/>
    public T Step<T>(string what, Func<T> work, Func<string>? doing = null) => _progress.Step(what, work, doing);

    /// <inheritdoc cref="Progress.Step"/>
    public void Step(string what, Action work, Func<string>? doing = null) =>
        _progress.Step(
            what,
            () =>
            {
                work();
                return 0;
            },
            doing
        );

    /// <summary>Takes the lock that every commit to a local lake needs, and waits for it.</summary>
    /// <exception cref="TimeoutException">Another process has held it for 10 minutes.</exception>
    public IDisposable CommitLock() => LakeLock.Take(Lake, LakeLock.CommitFile, _lockLimit, Clock);

    /// <exception cref="JobException">A pooler is in front of the warehouse that would lose the locks of the jobs.</exception>
    public static async Task CheckSessionAsync(string? warehouse, CancellationToken stopping)
    {
        if (warehouse is not null && await OwnSession.RefusalAsync(warehouse, stopping) is { } refusal)
            throw new JobException(ExitCodes.Usage, refusal);
    }

    /// <summary>Runs a job, records the run in the warehouse, and turns its failures into sentences and exit codes.</summary>
    public static async Task<int> ExecuteAsync(string job, RunSettings settings, RunIdentity identity, Func<BatchRun, Task<int>> work)
    {
        await using var run = new BatchRun(job, settings, identity, TimeProvider.System);
        var record = new RunRecord(run);
        try
        {
            if (settings.Warehouse is { } warehouse && new WarehouseAddress(warehouse).Unverified is { } host)
                run.Say($"the identity of {host} is not verified: add SSL Mode=VerifyFull to the warehouse's connection");

            await CheckSessionAsync(settings.Warehouse, CancellationToken.None);
            await record.BeginAsync();
            var exit = await work(run);
            await record.EndAsync(exit, null);
            return exit;
        }
        catch (Exception error) when (Failures.Of(error) is { } failure)
        {
            run.Say(failure.Sentence);
            await record.TryEndAsync(failure.ExitCode, failure.Sentence);
            return failure.ExitCode;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session.IsValueCreated && _ownsSession)
            _session.Value.Stop();

        if (Warehouse is not null)
            await Warehouse.DisposeAsync();
    }
}
