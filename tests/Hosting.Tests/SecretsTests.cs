using System.Diagnostics;
using System.Text.RegularExpressions;
using Analytics.Hosting;
using Analytics.Local.Processes;

namespace Hosting.Tests;

/// <summary>Starts every program with a canary in each variable that may hold a secret, and looks for it in the output.</summary>
public sealed partial class SecretsTests
{
    const string Canary = "CANARY-5b0d7a";
    const string ConnectionString = $"Host=127.0.0.1;Port=1;Database={Canary};Username={Canary};Password={Canary}";

    static readonly string[] _variables =
    [
        "ANALYTICS_OWNER_PASSWORD",
        "ANALYTICS_WRITER_PASSWORD",
        "ANALYTICS_BATCH_PASSWORD",
        "ANALYTICS_READER_PASSWORD",
        "ANALYTICS_COLLECTOR_PASSWORD",
        "ANALYTICS_KEYS_PASSWORD",
        "ANALYTICS_LAKE",
        "Keys__0__Key",
        "PGPASSWORD",
    ];

    /// <summary>Every program with a command line, and the last of the commands that its help must name.</summary>
    [Theory]
    [InlineData("Analytics.Warehouse", "migrate")]
    [InlineData("Analytics.BatchJobs", "schedule")]
    [InlineData("Analytics.SparkJobs", "")]
    [InlineData("Analytics.Collector", "keys enable")]
    [InlineData("Analytics.DashboardPreview", "")]
    [InlineData("Analytics.Local", "cluster")]
    [InlineData("Benchmarks", "lake")]
    public async Task Neither_help_nor_a_usage_error_shows_a_secret(string program, string last)
    {
        var commands = await CommandsAsync(program);
        Assert.Equal(last, string.Join(' ', commands[^1]));

        foreach (var command in commands)
        {
            await ExpectAsync([ExitCodes.Done], ConnectionString, program, [.. command, "--help"]);
            // Unavailable: a command that accepts any text asks the database, which does not answer.
            await ExpectAsync([ExitCodes.Usage, ExitCodes.Unavailable], ConnectionString, program, [.. command, "--Limits:NoSuchOption=1"]);
        }
    }

    [Theory]
    [InlineData("Analytics.Warehouse", "migrate")]
    [InlineData("Analytics.BatchJobs", "schedule")]
    [InlineData("Analytics.SparkJobs", "all")]
    [InlineData("Analytics.Collector")]
    [InlineData("Analytics.Collector", "keys", "list")]
    [InlineData("Analytics.DashboardPreview", "--dashboards", ".")]
    public async Task A_malformed_connection_string_or_one_that_can_be_guessed_is_refused_without_being_shown(
        string program,
        params string[] command
    )
    {
        await ExpectAsync([ExitCodes.Usage], Canary, program, command);
        await ExpectAsync([ExitCodes.Usage], $"Host=127.0.0.1;Password=\";{Canary};", program, command);
        await ExpectAsync([ExitCodes.Usage], $"Host=127.0.0.1;{Canary}=1", program, command);
        await ExpectAsync([ExitCodes.Usage], $"Host=127.0.0.1;Port={Canary}", program, command);
        await ExpectAsync([ExitCodes.Usage], $"Host=db.example;Username={Canary};Password={Canary}", program, command);
    }

    [Fact]
    public async Task A_role_gets_no_password_that_can_be_guessed()
    {
        const string guessed = "Reader1";
        var (ended, printed) = await RunAsync(ConnectionString, "Analytics.Warehouse", ["migrate"], ("ANALYTICS_READER_PASSWORD", guessed));
        Assert.Equal(ExitCodes.Usage, ended);
        Assert.Contains("ANALYTICS_READER_PASSWORD holds a password that can be guessed", printed);
        Assert.DoesNotContain(guessed, printed);
    }

    /// <summary>Returns the program, the commands in its help, and their subcommands.</summary>
    static async Task<List<string[]>> CommandsAsync(string program)
    {
        var commands = new List<string[]> { Array.Empty<string>() };
        if (program == "Analytics.Collector")
            commands.Add(["keys"]); // The help of `keys` is written by hand.

        for (var at = 0; at < commands.Count; at++)
        {
            var (_, help) = await RunAsync("", program, [.. commands[at], "--help"]);
            if (CommandList().Match(help) is { Success: true } list)
                commands.AddRange(list.Groups["name"].Captures.Select(name => (string[])[.. commands[at], name.Value]));
        }

        return commands;
    }

    static async Task ExpectAsync(int[] codes, string connectionString, string program, string[] arguments)
    {
        var (ended, printed) = await RunAsync(connectionString, program, arguments);
        var what = $"{program} {string.Join(' ', arguments)} ended with {ended} and printed:\n{printed}";
        Assert.True(codes.Contains(ended), what);
        Assert.False(printed.Contains(Canary, StringComparison.OrdinalIgnoreCase), what);
    }

    static async Task<(int Code, string Printed)> RunAsync(
        string connectionString,
        string program,
        string[] arguments,
        params (string Name, string Value)[] more
    )
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Assembly(program), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in _variables)
            start.Environment[variable] = Canary;
        start.Environment["ANALYTICS_WAREHOUSE"] = connectionString;
        start.Environment["KeyStore__Database"] = connectionString;
        start.Environment["ANALYTICS_KAFKA"] = "127.0.0.1:1";
        start.Environment["Keys__0__Source"] = "site";
        start.Environment["Keys__0__AllowWeak"] = "true";
        foreach (var (name, value) in more)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end.");
        }
    }

    [GeneratedRegex(@"^Commands:\n(  (?<name>[a-z-]+)[^\n]*\n|    +[^\n]*\n)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CommandList();
}
