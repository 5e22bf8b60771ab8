using Analytics.SparkBinding;
using Analytics.SparkJobs.Sinks;
using Microsoft.Extensions.Logging;
using Microsoft.Spark;
using Npgsql;

namespace Analytics.SparkJobs.Monitoring;

/// <summary>Reads the figures of Spark's JVM and of PostgreSQL every 10 seconds, apart from the queries and their connections.</summary>
sealed partial class ResourceWatch(NpgsqlDataSource warehouse, TimeProvider clock, ILogger log)
{
    static readonly TimeSpan _period = TimeSpan.FromSeconds(10);

    readonly WarehouseFigures _warehouse = new(warehouse);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var flow = Jvm.Flow(); // All calls use one thread of the JVM, also after an await.
        using var timer = new PeriodicTimer(_period, clock);
        try
        {
            var jvm = new JvmFigures();
            do
            {
                jvm.Read();
                await ReadWarehouseAsync(stopping);
            } while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (Exception lost) when (lost is JvmLostException || JvmException.Of(lost) is not null)
        {
            WarehouseFigures.Forget();
            LogEnded(Failure.Summary(lost)); // A JVM that has ended ends this process; one that refuses these calls goes on refusing them.
        }
    }

    async Task ReadWarehouseAsync(CancellationToken stopping)
    {
        try
        {
            await _warehouse.ReadAsync(stopping);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            WarehouseFigures.Forget(); // The heartbeats log an outage.
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "stream.resources.unread: the JVM does not tell its figures, and those of PostgreSQL end too: {Reason}"
    )]
    partial void LogEnded(string reason);
}
