using Analytics.Contracts;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Testing.Kafka;
using Analytics.Testing.Postgres;
using Npgsql;

namespace Analytics.Testing;

/// <summary>
/// Kafka and PostgreSQL for the tests of one assembly, as an assembly fixture: each starts on first use and stops after the last
/// test. ANALYTICS_TEST_KAFKA and ANALYTICS_TEST_POSTGRES name running servers to use instead.
/// </summary>
public sealed class TestEnvironment : IAsyncDisposable
{
    readonly Lazy<Task<KafkaBroker?>> _kafka;
    readonly Lazy<Task<TestPostgres>> _postgres;

    public TestEnvironment()
    {
        _kafka = new(StartKafkaAsync);
        _postgres = new(() => TestPostgres.StartAsync(Folder.Path));
    }

    /// <summary>The folder of this assembly's data and logs; removed at the end.</summary>
    public TestFolder Folder { get; } = new();

    /// <summary>The broker's bootstrap servers.</summary>
    public async Task<string> KafkaAsync() => await _kafka.Value is { } own ? own.BootstrapServers : GivenKafka!;

    /// <summary>Creates the contracts' three topics under a unique prefix; disposal deletes them.</summary>
    public async Task<TestTopics> CreateTopicsAsync()
    {
        var servers = await KafkaAsync();
        var topics = new Topics($"test-{Unique()}");
        await KafkaTopics.CreateAsync(servers, topics);
        return new TestTopics(servers, topics);
    }

    /// <summary>Creates a migrated warehouse as a copy of a template; disposal drops it.</summary>
    public async Task<TestDatabase> CreateWarehouseAsync() => await (await _postgres.Value).CopyTemplateAsync($"test_{Unique()}");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_kafka.IsValueCreated && await _kafka.Value is { } broker)
            await broker.DisposeAsync();
        if (_postgres.IsValueCreated)
            await (await _postgres.Value).DisposeAsync();
        Folder.Dispose();
    }

    static string? GivenKafka => Environment.GetEnvironmentVariable("ANALYTICS_TEST_KAFKA") is { Length: > 0 } servers ? servers : null;

    static string Unique() => Guid.NewGuid().ToString("N")[..12];

    async Task<KafkaBroker?> StartKafkaAsync()
    {
        if (GivenKafka is not null)
            return null;
        var broker = new KafkaBroker(Folder.Path) { JavaOptions = FastCompiler.Java };
        await broker.StartAsync();
        return broker;
    }
}
