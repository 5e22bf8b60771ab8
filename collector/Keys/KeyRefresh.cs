using System.Text.Json;

namespace Analytics.Collector.Keys;

/// <summary>
/// Keeps the ring equal to the key store. Without PostgreSQL the last list remains valid, at start the snapshot's, so that a database
/// outage never refuses an event, unless an age is set after which revoked keys matter more.
/// </summary>
sealed partial class KeyRefresh(
    KeyStoreOptions options,
    KeyDatabase database,
    KeySnapshot snapshot,
    KeyRing ring,
    KeyLimiter limiter,
    TimeProvider clock,
    ILogger<KeyRefresh> log
) : BackgroundService
{
    // The snapshot is rewritten at this age, so that its confirmation time is recent.
    static readonly TimeSpan _oldestSnapshot = TimeSpan.FromMinutes(1);
    string? _fingerprint;
    KeyList? _list;
    DateTimeOffset _writtenAt;
    string? _withdrawn;
    string? _trouble;
    bool _snapshotFails;

    /// <summary>Loads the snapshot before the first request is served.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.IsUsed)
            return Task.CompletedTask;

        try
        {
            if (snapshot.Read() is { } remembered && !options.IsTooOld(clock.GetUtcNow() - remembered.ConfirmedAt))
            {
                Take(remembered);
                LogRestored(remembered.Keys.Count, remembered.ConfirmedAt);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(options.Snapshot, unreadable.Message);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.RefreshInterval, clock);
        do
        {
            Say(await RefreshAsync(stoppingToken));
            if (_list is { } list)
                Check(list);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Compares the list with PostgreSQL's; returns the reason when it cannot be confirmed, else null.</summary>
    async Task<string?> RefreshAsync(CancellationToken stopping)
    {
        try
        {
            if (await database.FingerprintAsync(stopping) == _fingerprint)
            {
                _list = _list! with { ConfirmedAt = clock.GetUtcNow() };
            }
            else
            {
                var (fingerprint, keys) = await database.ReadAsync(stopping);
                if (fingerprint.Length == 0 && _list is { Keys.Count: > 0 })
                {
                    // Revoked keys keep their rows, so an empty table is the wrong one; clients drop their events after a 401.
                    KeyMetrics.NotConfirmed();
                    return "its table of keys is empty, though it was not: is it the right database?";
                }

                Take(new KeyList(clock.GetUtcNow(), keys));
                _fingerprint = fingerprint;
                _writtenAt = default;
                LogLoaded(keys.Count);
            }

            Remember(_list!);
            return null;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            // No failure may end the loop; the current list remains valid.
            KeyMetrics.NotConfirmed();
            return failure.GetBaseException().Message;
        }
    }

    void Check(KeyList list)
    {
        var age = clock.GetUtcNow() - list.ConfirmedAt;
        KeyMetrics.Age(age);
        if (ring.Missing is not null || !options.IsTooOld(age))
            return;

        _withdrawn = $"not confirmed since {list.ConfirmedAt:O}, longer than {KeyStoreOptions.Section}:MaxAge";
        ring.Withdraw(_withdrawn);
        limiter.ShowOnly(ring.Keys);
        // The next answer of PostgreSQL is taken as a new list.
        _fingerprint = null;
        LogWithdrawn(list.ConfirmedAt);
    }

    void Take(KeyList list)
    {
        (_list, _withdrawn) = (list, null);
        ring.Replace(list);
        limiter.KeepOnly(ring.Keys);
    }

    void Remember(KeyList list)
    {
        if (list.ConfirmedAt - _writtenAt < _oldestSnapshot)
            return;

        try
        {
            _writtenAt = list.ConfirmedAt;
            snapshot.Write(list);
            _snapshotFails = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_snapshotFails)
                LogNotWritten(options.Snapshot, failure.Message);

            _snapshotFails = true;
        }
    }

    void Say(string? trouble)
    {
        if (trouble is not null)
            ring.StillMissing(_withdrawn is null ? trouble : $"{_withdrawn}; PostgreSQL: {trouble}");
        if (trouble is not null && trouble != _trouble)
            LogNotConfirmed(ring.Missing is null ? "the last list remains valid" : "no list", trouble);
        if (trouble is null && _trouble is not null)
            LogConfirmedAgain();

        _trouble = trouble;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "collector.keys.restored: {Keys} from the snapshot, as of {ConfirmedAt:O}")]
    partial void LogRestored(int keys, DateTimeOffset confirmedAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "collector.keys.loaded: {Keys} from the warehouse")]
    partial void LogLoaded(int keys);

    [LoggerMessage(Level = LogLevel.Warning, Message = "collector.keys.unconfirmed: {What}; PostgreSQL: {Reason}")]
    partial void LogNotConfirmed(string what, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.keys.withdrawn: the list of {ConfirmedAt:O} is too old; its keys get 503 until PostgreSQL answers"
    )]
    partial void LogWithdrawn(DateTimeOffset confirmedAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "collector.keys.confirmed: PostgreSQL answers again")]
    partial void LogConfirmedAgain();

    [LoggerMessage(Level = LogLevel.Warning, Message = "collector.keys.snapshot_unreadable: {Path} cannot be read: {Reason}")]
    partial void LogUnreadable(string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "collector.keys.snapshot_unwritten: {Path} cannot be written: {Reason}")]
    partial void LogNotWritten(string path, string reason);
}
