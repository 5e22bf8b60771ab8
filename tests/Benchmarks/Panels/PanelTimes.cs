using System.Diagnostics;
using System.Globalization;
using Analytics.Benchmarks.Reports;
using Npgsql;

namespace Analytics.Benchmarks.Panels;

/// <summary>The time of one query.</summary>
/// <param name="CpuMs">Processor time of its backend, the median of the runs.</param>
/// <param name="Ms">From the question to the last row, the median of the runs.</param>
sealed record PanelTime(string Pick, string Panel, double CpuMs, double Ms);

/// <summary>Runs queries over one connection, without parallel workers, and reads its backend's processor time.</summary>
sealed class PanelTimes(NpgsqlConnection connection, int runs)
{
    public static async Task<NpgsqlConnection> OpenAsync(string warehouse, CancellationToken stopping)
    {
        NpgsqlConnection connection = new(
            new NpgsqlConnectionStringBuilder(warehouse)
            {
                Timezone = "UTC",
                Pooling = false,
                CommandTimeout = 0,
                Options = "-c max_parallel_workers_per_gather=0 -c jit=off -c statement_timeout=0",
            }.ConnectionString
        );
        await connection.OpenAsync(stopping);
        return connection;
    }

    /// <summary>Returns the medians of the runs after a first one, which reads the pages and is not counted.</summary>
    public async Task<PanelTime> MeasureAsync(string pick, PanelQuery query, CancellationToken stopping)
    {
        await RunAsync(query.Sql, stopping);
        List<(double Cpu, double Elapsed)> times = [];
        for (var run = 0; run < runs; run++)
            times.Add(await RunAsync(query.Sql, stopping));
        return new(
            pick,
            query.Panel,
            Median.Of(times.Select(time => (double?)time.Cpu))!.Value,
            Median.Of(times.Select(time => (double?)time.Elapsed))!.Value
        );
    }

    async Task<(double Cpu, double Elapsed)> RunAsync(string sql, CancellationToken stopping)
    {
        var (cpu, started) = (CpuMs(), Stopwatch.GetTimestamp());
        await using NpgsqlCommand command = new(sql, connection);
        await using (var reader = await command.ExecuteReaderAsync(stopping))
            while (await reader.ReadAsync(stopping)) { }
        return (CpuMs() - cpu, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    // Documentation/scheduler/sched-stats of Linux: the first number is the nanoseconds that the process ran.
    double CpuMs() =>
        double.Parse(File.ReadAllText($"/proc/{connection.ProcessID}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e6;
}
