using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;
using Analytics.BatchJobs.Sources;
using Analytics.Contracts;
using Analytics.Local.Components;
using Analytics.Local.Processes;
using Analytics.Testing;
using Analytics.Testing.Kafka;
using Analytics.Transforms;
using Microsoft.Spark.Sql;

namespace BatchJobs.Tests.Jobs;

/// <summary>A collector before a broker, and a lake that takes what the topics hold by the archive's transforms.</summary>
sealed class ReplayBench : IAsyncDisposable
{
    public const string ServerKey = "server-secret";
    const string OperatorKey = "operator-secret";
    readonly TestFolder _folder = new();
    readonly HttpClient _http = new();
    readonly List<Collector> _collectors = [];
    readonly List<(TestTopics Topics, TopicTail Tail)> _kafka = [];

    ReplayBench()
    {
        KeyFile = Path.Combine(_folder.Path, "operator.key");
        File.WriteAllText(KeyFile, $"{OperatorKey}\n");
        Lake = new LakeFolder(Path.Combine(_folder.Path, "lake"));
    }

    public LakeFolder Lake { get; }

    public string KeyFile { get; }

    public TopicTail Kafka => _kafka[^1].Tail;

    // A job stops the session at its end.
    public static SparkSession Session => LakeSession.Create("tests");

    public static async Task<ReplayBench> StartAsync(TestEnvironment environment)
    {
        var bench = new ReplayBench();
        await bench.StartCollectorAsync(environment);
        return bench;
    }

    /// <summary>Starts another collector with new topics, which knows no earlier event. All later events go there.</summary>
    public async Task StartCollectorAsync(TestEnvironment environment)
    {
        var topics = await environment.CreateTopicsAsync();
        _kafka.Add((topics, new TopicTail(topics.BootstrapServers, topics.Topics)));
        var collector = new Collector(
            _folder.Path,
            new CollectorOptions(topics.BootstrapServers)
            {
                TopicPrefix = topics.Topics.Prefix,
                Settings = new Dictionary<string, string>
                {
                    ["Keys__1__Key"] = ServerKey,
                    ["Keys__1__Source"] = "backend",
                    ["Keys__1__Kind"] = "Server",
                    ["Keys__2__Key"] = OperatorKey,
                    ["Keys__2__Source"] = "repair",
                    ["Keys__2__Kind"] = "Operator",
                    ["Spool__FailoverAfter"] = "00:00:10",
                },
            },
            $"collector-{_collectors.Count}"
        );
        _collectors.Add(collector);
        await collector.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task PostAsync(string key, IEnumerable<JsonObject> events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_collectors[^1].Url}/v1/events")
        {
            Content = new StringContent(new JsonArray([.. events]).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotNull(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["results"]);
    }

    /// <summary>Appends to the lake what the topics hold beyond its rows, by the archive's transforms and options.</summary>
    public void Archive()
    {
        var (kafka, topics) = (_kafka[^1].Topics, _kafka[^1].Topics.Topics);
        var ids = new Dictionary<string, string> { [topics.Events] = "T-events", [topics.Rejected] = $"T-{topics.Prefix}" };
        var rows = Session
            .Read()
            .Format("kafka")
            .Option("kafka.bootstrap.servers", kafka.BootstrapServers)
            .Option("subscribe", $"{topics.Events},{topics.Rejected}")
            .Load();
        var lake = new LakeRows(topics, ids);
        var kept = lake.Kept(ClassifyEvents.ForLake().Apply(rows)).Persist();
        Append(lake.Events(kept), Lake.Events);
        Append(lake.Rejected(kept), Lake.Rejected);
        kept.Unpersist();
    }

    /// <summary>Runs the job in this process.</summary>
    public Task<int> ReplayAsync(params string[] arguments) => BatchCommand.RunAsync(Arguments(arguments), [ReplayJob.Command()]);

    /// <summary>Starts the job as users do.</summary>
    public Process Submit(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Repository.Root, "spark-submit.sh"),
            ["--driver-memory", "1g", .. FastCompiler.Driver, "--conf", "spark.sql.shuffle.partitions=2", "batch", .. Arguments(arguments)]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ANALYTICS_CONFIGURATION"] = Repository.Configuration;
        start.Environment.Remove("ANALYTICS_WAREHOUSE");
        return Process.Start(start)!;
    }

    public DataFrame Rejected => Session.Read().Format("delta").Load(Lake.Rejected);

    string[] Arguments(string[] arguments) =>
        ["replay", "--lake", Lake.LocalPath!, "--collector", _collectors[^1].Url, "--operator-key-file", KeyFile, .. arguments];

    static void Append(DataFrame rows, string table)
    {
        if (Directory.Exists(table))
        {
            var known = Session.Read().Format("delta").Load(table).SelectExpr("topic AS t", "partition AS p", "offset AS o");
            rows = rows.Join(known, Functions.Expr("topic = t AND partition = p AND offset = o"), "left_anti");
        }

        rows.Coalesce(1).Write().Format("delta").Mode("append").PartitionBy("received_date").Option("mergeSchema", true).Save(table);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var collector in _collectors)
            await collector.DisposeAsync();

        foreach (var (topics, tail) in _kafka)
        {
            await tail.DisposeAsync();
            await topics.DisposeAsync();
        }

        _folder.Dispose();
    }
}
