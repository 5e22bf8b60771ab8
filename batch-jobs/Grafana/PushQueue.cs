using Analytics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Grafana;

/// <summary>
/// Holds the pushes that Grafana has not accepted yet, in <c>warehouse.grafana_pushes</c>. A push is stored there before it is sent.
/// </summary>
sealed class PushQueue(NpgsqlDataSource warehouse)
{
    public const string Live = "live";
    public const string Annotation = "annotation";

    /// <summary>Adds a push; a frame replaces the older frames of its measurement that Grafana did not get.</summary>
    /// <param name="measurement">The measurement of the lines; empty for an annotation.</param>
    /// <param name="payload">Lines of <see cref="LineProtocol"/>, or the body of an annotation.</param>
    public async Task AddAsync(string runId, string kind, string measurement, string payload, CancellationToken stopping)
    {
        await using var add = warehouse.CreateCommand($"SELECT {WarehouseFunctions.QueuePush}($1, $2, $3, $4)");
        foreach (var value in (string[])[runId, kind, measurement, payload])
            add.Parameters.Add(new() { Value = value });

        await add.ExecuteNonQueryAsync(stopping);
    }

    /// <summary>Pushes everything that waits, oldest first: the frames in one request, then each annotation.</summary>
    /// <returns>The numbers of pushes that were accepted and kept, and why the last one was kept.</returns>
    public async Task<PushReport> PushAsync(GrafanaClient grafana, CancellationToken stopping)
    {
        // The rows stay locked until the commit, so that another job skips them.
        await using var connection = await warehouse.OpenConnectionAsync(stopping);
        await using var transaction = await connection.BeginTransactionAsync(stopping);
        var waiting = await TakeAsync(connection, stopping);
        var report = new PushReport();

        var frames = waiting.Where(push => push.Kind == Live).ToList();
        PushResult last = PushResult.Done;
        if (frames.Count > 0)
        {
            last = await grafana.PushLiveAsync(frames.Select(frame => frame.Payload), stopping);
            foreach (var frame in frames)
                await RecordAsync(connection, frame, last, stopping);

            report = report.Add(Live, frames.Count, last);
        }

        foreach (var annotation in waiting.Where(push => push.Kind == Annotation))
        {
            // Skips the others when Grafana does not answer, since each would wait for the timeout.
            if (!last.ConcernsAll)
                last = await grafana.AnnotateAsync(annotation.RunId, annotation.Payload, stopping);

            await RecordAsync(connection, annotation, last, stopping);
            report = report.Add(Annotation, 1, last);
        }

        await transaction.CommitAsync(stopping);
        return report;
    }

    static async Task<List<WaitingPush>> TakeAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        await using var take = new NpgsqlCommand(
            $"SELECT push_id, run_id, kind, payload FROM {WarehouseFunctions.TakePushes}()",
            connection
        );
        await using var reader = await take.ExecuteReaderAsync(stopping);
        var rows = new List<WaitingPush>();
        while (await reader.ReadAsync(stopping))
            rows.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));

        return rows;
    }

    static async Task RecordAsync(NpgsqlConnection connection, WaitingPush push, PushResult result, CancellationToken stopping)
    {
        await using var record = new NpgsqlCommand($"SELECT {WarehouseFunctions.RecordPush}($1, $2)", connection);
        record.Parameters.Add(new() { Value = push.Id });
        record.Parameters.Add(new() { Value = (object?)result.Reason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await record.ExecuteNonQueryAsync(stopping);
    }

    sealed record WaitingPush(long Id, string RunId, string Kind, string Payload);
}
