using Analytics.Local.Processes;
using Npgsql;

namespace Analytics.Local.Stack;

/// <summary>The addresses to which parts connect: those of the servers, or those of <see cref="LocalStackOptions.Through"/>.</summary>
sealed class Routes(Func<Edge, int, int>? through)
{
    readonly Dictionary<Edge, (int Port, int Named)> _listeners = through is null
        ? []
        : new[] { Edge.CollectorToKafka, Edge.SparkToKafka }
            .Select(edge => (edge, Port: Ports.Free()))
            .ToDictionary(one => one.edge, one => (one.Port, through!(one.edge, one.Port)));

    /// <summary>The listeners of Kafka: a client connects to the address that its listener names.</summary>
    public IReadOnlyList<(int Port, int Named)> Listeners => [.. _listeners.Values];

    public string Kafka(Edge edge, string server) =>
        _listeners.TryGetValue(edge, out var listener) ? $"127.0.0.1:{listener.Named}" : server;

    public string Postgres(Edge edge, string server)
    {
        if (through is null)
            return server;
        var address = new NpgsqlConnectionStringBuilder(server);
        address.Port = through(edge, address.Port);
        return address.ConnectionString;
    }
}
