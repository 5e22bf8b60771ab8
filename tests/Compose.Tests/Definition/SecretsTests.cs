using Analytics.Testing;
using Npgsql;

namespace Compose.Tests.Definition;

/// <summary><c>secrets.sh</c>, run as the service secrets runs it, and the services that read what it makes.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SecretsTests : IDisposable
{
    const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    static readonly string _script = Path.Combine(ComposeFile.Folder, "compose", "secrets.sh");

    readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_start_changes_nothing_and_makes_what_is_missing()
    {
        var first = await MakeAsync();
        File.Delete(Path.Combine(_folder.Path, "grafana", "admin_password"));

        Assert.Equal(first, await MakeAsync());
        var own = first.Where(file => file.Key.StartsWith("own/", StringComparison.Ordinal)).Select(file => file.Value).ToArray();
        Assert.Equal(own.Length, own.Distinct().Count());
        Assert.All(own, secret => Assert.Matches("^[0-9a-f]{48}$", secret));
    }

    [Fact]
    public async Task A_service_may_read_its_files_and_mounts_no_others()
    {
        var made = await MakeAsync();
        Assert.All(made.Keys.Where(file => !file.StartsWith("own/", StringComparison.Ordinal)), file =>
            Assert.Equal(ReadOnly, File.GetUnixFileMode(Path.Combine(_folder.Path, file)))
        );

        var maker = ComposeFile.Named("secrets");
        // The step has a folder for each volume of secrets; another service mounts the one of its name.
        Assert.All(maker.Mounts.Skip(1), mount => Assert.Equal($"/secrets/{mount.Source["secret-".Length..]}", mount.Target));
        Assert.Equal(
            made.Keys.Select(file => file.Split('/')[0]).Distinct().Order(),
            maker.Mounts.Skip(1).Select(mount => mount.Source["secret-".Length..]).Order()
        );
        foreach (var service in ComposeFile.Services.Where(service => service != maker))
        {
            var mounts = service.Mounts.Where(mount => mount.Source.StartsWith("secret-", StringComparison.Ordinal));
            Assert.All(mounts, mount => Assert.Equal(($"secret-{service.Name}", "/run/secrets", true), mount));
        }
    }

    [Fact]
    public async Task Every_file_that_a_service_reads_is_made_and_every_made_file_is_read()
    {
        var made = await MakeAsync();

        var read = ComposeFile.Services.SelectMany(service => FilesOf(service).Select(file => $"{service.Name}/{Path.GetFileName(file)}"));

        Assert.Equal(made.Keys.Where(file => !file.StartsWith("own/", StringComparison.Ordinal)).Order(), read.Distinct().Order());
    }

    [Theory]
    [InlineData("migrate", "postgres", "postgres/password")]
    [InlineData("keys", "analytics_keys", "migrate/keys")]
    [InlineData("streaming", "analytics_writer", "migrate/writer")]
    [InlineData("schedule", "analytics_batch", "migrate/batch")]
    [InlineData("preview", "analytics_reader", "migrate/reader")]
    [InlineData("collector", "analytics_collector", "migrate/collector")]
    public async Task A_service_logs_in_with_the_role_that_it_needs(string service, string role, string password)
    {
        var made = await MakeAsync();

        NpgsqlConnectionStringBuilder connection = new(made[$"{service}/warehouse"]);

        Assert.Equal(
            ("postgres", "analytics", role, made[password]),
            (connection.Host, connection.Database, connection.Username, connection.Password)
        );
        Assert.Contains(ComposeFile.Services, other => other.Name == connection.Host);
        Assert.Equal(made["migrate/reader"], made["grafana/grafana_pg"]);
    }

    // The secret files named in the service's variables, its script and Grafana's provisioning.
    static IEnumerable<string> FilesOf(Service service) =>
        service
            .Secrets.Values.Concat(
                service.Environment.Where(one => one.Key.EndsWith("_FILE", StringComparison.Ordinal)).Select(one => one.Value)
            )
            .Concat(service.Command.SelectMany(text => text.Split(' ', ')', '"')).Where(IsSecret))
            .Concat(service.Name == "grafana" ? GrafanaTests.SecretFiles : [])
            .Where(IsSecret);

    static bool IsSecret(string file) => file.StartsWith("/run/secrets/", StringComparison.Ordinal);

    async Task<IReadOnlyDictionary<string, string>> MakeAsync()
    {
        var (code, said) = await Command.RunAsync(["sh", _script, _folder.Path]);
        Assert.True(code == 0, said);
        Assert.Equal("", said);
        return Directory
            .EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(_folder.Path, file), File.ReadAllText);
    }
}
