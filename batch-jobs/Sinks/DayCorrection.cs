using System.Data;
using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Analytics.Hosting;
using Analytics.Transforms;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Sinks;

/// <summary>
/// The warehouse's side of a correction: the copy of a day's live rows, the comparison and the change. All on one connection, which holds
/// the lock of reprocess: where the connection is lost, the lock is lost and nothing is changed.
/// </summary>
sealed class DayCorrection : IAsyncDisposable
{
    readonly CorrectionLock _lock;
    readonly NpgsqlConnection _connection;
    readonly BatchRun _run;
    readonly ReprocessSettings _settings;
    readonly DateTime _startedAt;

    DayCorrection(CorrectionLock single, BatchRun run, ReprocessSettings settings) =>
        (_lock, _connection, _run, _settings, _startedAt) = (single, single.Connection, run, settings, run.Clock.GetUtcNow().UtcDateTime);

    /// <summary>Takes the lock, and completes the correction of a run that died after its change.</summary>
    /// <exception cref="JobException">Another session has held the lock for the whole wait.</exception>
    public static async Task<DayCorrection> BeginAsync(BatchRun run, ReprocessSettings settings, CancellationToken stopping)
    {
        var correction = new DayCorrection(await CorrectionLock.TakeAsync(run, settings.Wait, stopping), run, settings);
        correction.Fold();
        return correction;
    }

    /// <summary>Returns the time for which the warehouse keeps seconds, counted back from the beginning of a day.</summary>
    public TimeSpan SecondsKept() =>
        Value<TimeSpan>($"SELECT date_trunc('day', now(), 'UTC') - {WarehouseFunctions.KeptSince}('event_counts_second')");

    /// <summary>Returns true while the warehouse keeps a table's rows of the day.</summary>
    public bool Keeps(string table, DateOnly day) =>
        Value<bool>($"SELECT $1::timestamp AT TIME ZONE 'UTC' >= {WarehouseFunctions.KeptSince}($2)", day, table);

    /// <summary>
    /// Copies the live rows of the day, and returns the offsets whose sums they are. Of goals and properties it copies those that the run
    /// counts: a run with other ones would take the rest away.
    /// </summary>
    public LedgerSnapshot Copy(DateOnly day, bool withSeconds, bool withDimensions)
    {
        using (var clear = Command($"SELECT {WarehouseFunctions.ClearStaging}($1)", _run.Id))
            clear.ExecuteNonQuery();

        using var transaction = _connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var positions = new List<(string Query, Position Position)>();
        var goals = Texts(withDimensions ? _run.Goals.All.Select(goal => goal.Name) : null);
        var properties = Texts(_run.Properties.All.Select(pair => $"{pair.Source}:{pair.Property}"));
        const string call = $"SELECT * FROM {WarehouseFunctions.CopyLiveDay}($1, $2, $3, $4, $5, $6)";
        using (var copy = Command(call, _run.Id, day, Source, withSeconds, goals, properties))
        using (var reader = copy.ExecuteReader())
        {
            while (reader.Read())
            {
                var position = new Position(reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetInt64(4));
                positions.Add((reader.GetString(0), position));
            }
        }

        transaction.Commit();
        return LedgerSnapshot.Of(positions);
    }

    /// <summary>Compares the staged rows of the lake with the copy.</summary>
    public CorrectedDay Compare(DateOnly day)
    {
        var changes = Value<long>($"SELECT {WarehouseFunctions.CompareDay}($1, $2)", _run.Id, day);
        using var totals = Command(Totals, _run.Id);
        using var reader = totals.ExecuteReader();
        reader.Read();
        return new CorrectedDay(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            changes,
            reader.GetInt64(4)
        );
    }

    /// <summary>
    /// Changes the day for every reader at once, in one transaction. Where very many rows differ, they are added to the live tables part by
    /// part by <see cref="Fold"/>, so that no merge waits for long; readers do not notice, and a run that dies meanwhile has changed the
    /// day.
    /// </summary>
    /// <returns>The number of rows that changed.</returns>
    public long Apply(DateOnly day, bool withSessions) =>
        Value<long>(
            $"SELECT {WarehouseFunctions.ApplyDay}($1, $2, $3, $4, $5, $6, $7, $8)",
            _run.Id,
            _startedAt,
            _settings.From,
            _settings.To,
            Source,
            day,
            withSessions,
            _settings.RowsPerPart
        );

    /// <summary>Adds the rows of a change that count already to the live tables.</summary>
    public void Fold() => StagedRows.Fold(_connection, _settings.RowsPerPart);

    public ValueTask DisposeAsync() => _lock.DisposeAsync();

    static string Totals => EmbeddedText.Read(typeof(DayCorrection).Assembly, "day_totals");

    NpgsqlParameter Source => new() { Value = (object?)_settings.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    static NpgsqlParameter Texts(IEnumerable<string>? texts) =>
        new() { Value = (object?)texts?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    T Value<T>(string sql, params object[] parameters)
    {
        using var command = Command(sql, parameters);
        return (T)command.ExecuteScalar()!;
    }

    // Comparing a large day takes minutes.
    NpgsqlCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter });

        return command;
    }
}
