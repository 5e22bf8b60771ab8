using Analytics.Local.Stack;
using Analytics.Testing.Http;

namespace Faults.Tests.Faults;

/// <summary>Faults of the line between two parts alone, by a proxy between them.</summary>
public sealed class Edges : IDisposable
{
    /// <summary>The row of these faults.</summary>
    public const string Id = "F9";

    static readonly TimeSpan _recovery = TimeSpan.FromSeconds(15);

    // The faults are static, as all are; the one run of the process fills this.
    static readonly Dictionary<Edge, TcpProxy> _proxies = [];

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. from edge in new[]
        {
            (Edge.CollectorToKafka, "from the collector to Kafka"),
            (Edge.SparkToKafka, "from Spark to Kafka"),
            (Edge.SparkToPostgres, "from Spark to PostgreSQL"),
            (Edge.CollectorToPostgres, "from the collector to PostgreSQL"),
        }
        from line in new[] { (Line.Cut, "cut"), (Line.HalfOpen, "silent"), (Line.OneWay, "without answers"), (Line.Slow, "slow by 200 ms") }
        select new Fault(Id, $"the line {edge.Item2} {line.Item2}", _ => DisturbAsync(edge.Item1, line.Item1), _recovery),
    ];

    /// <summary>Returns a stack's <see cref="LocalStackOptions.Through"/>; null when no fault is one of these.</summary>
    public Func<Edge, int, int>? Through(IEnumerable<Fault> faults) => faults.Any(All.Contains) ? Add : null;

    public void Dispose()
    {
        foreach (var proxy in _proxies.Values)
            proxy.Dispose();
        _proxies.Clear();
    }

    static int Add(Edge edge, int server)
    {
        _proxies[edge] = new(server);
        _proxies[edge].Set(Line.Open);
        return _proxies[edge].Port;
    }

    static async Task DisturbAsync(Edge edge, Line line)
    {
        _proxies[edge].Set(line);
        try
        {
            await Outages.PassAsync();
        }
        finally
        {
            _proxies[edge].Set(Line.Open);
        }
    }
}
