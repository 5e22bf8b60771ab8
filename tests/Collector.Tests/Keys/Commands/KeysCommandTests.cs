using System.Text.Json.Nodes;
using Analytics.Local.Postgres;
using Npgsql;

namespace Collector.Tests.Keys.Commands;

/// <summary>The keys command, with a real warehouse.</summary>
[Collection(nameof(KeyStoreCollector))]
public sealed class KeysCommandTests(KeyStoreCollector store)
{
    string Maker => store.Warehouse.ConnectionString(Role.Keys);

    [Fact]
    public async Task Create_prints_the_key_once_and_list_shows_everything_but_it()
    {
        var made = await KeysProgram.RunAsync(
            Maker,
            "create",
            "--source",
            "made",
            "--kind",
            "server",
            "--origin",
            "HTTPS://Shop.Example:443/",
            "--expires",
            "90d",
            "--events-per-second",
            "50",
            "--burst",
            "200",
            "--gpc",
            "drop",
            "--dnt",
            "anonymize",
            "--no-consent",
            "drop",
            "--currency",
            "sek",
            "--description",
            "for the shop"
        );
        Assert.Equal(0, made.ExitCode);
        Assert.Matches("^server_[a-z2-7]{16}\\.[A-Za-z0-9_-]{43}\n$", made.Output);
        Assert.Contains("shown this once", made.Errors);
        var (id, secret) = (made.Output.Trim().Split('.')[0], made.Output.Trim().Split('.')[1]);

        var table = await KeysProgram.RunAsync(Maker, "list", "--source", "made");
        var json = await KeysProgram.RunAsync(Maker, "list", "--source", "made", "--json");
        Assert.Matches(
            $"(?m)^{id} +made +server +live .* 50 +200 +drop +anonymize +drop +SEK +https://shop\\.example +for the shop$",
            table.Output
        );
        Assert.All((string[])[table.Output, json.Output], output => Assert.DoesNotContain(secret, output));
        var row = JsonNode.Parse(json.Output)!;
        Assert.Null(row["sha256"]);
        Assert.Equal("made", (string?)row["source"]);
        Assert.InRange(((DateTime)row["expires_at"]! - (DateTime)row["created_at"]!).TotalDays, 89.9, 90.1);
    }

    [Fact]
    public async Task Rotate_makes_a_like_key_and_gives_the_old_one_an_end()
    {
        var old = (
            await KeysProgram.RunAsync(
                Maker,
                "create",
                "--source",
                "turned",
                "--gpc",
                "drop",
                "--events-per-second",
                "7",
                "--currency",
                "EUR"
            )
        ).Output.Split('.')[0];
        var rotated = await KeysProgram.RunAsync(Maker, "rotate", old, "--overlap", "2h");
        Assert.Equal(0, rotated.ExitCode);
        var rows = (await KeysProgram.RunAsync(Maker, "list", "--source", "turned", "--json"))
            .Output.Trim()
            .Split('\n')
            .Select(line => JsonNode.Parse(line)!)
            .ToList();

        Assert.Equal([old, rotated.Output.Split('.')[0]], rows.Select(row => (string?)row["id"]));
        Assert.All(rows, row =>
            Assert.Equal(
                ("live", "browser", "drop", 7, "EUR"),
                ((string?)row["state"], (string?)row["kind"], (string?)row["gpc"], (int)row["events_per_second"]!, (string?)row["currency"])
            )
        );
        Assert.InRange(((DateTime)rows[0]["expires_at"]! - (DateTime)rows[1]["created_at"]!).TotalHours, 1.9, 2.1);
        Assert.Null(rows[1]["expires_at"]);

        Assert.Equal(0, (await KeysProgram.RunAsync(Maker, "revoke", old)).ExitCode);
        Assert.Equal(1, (await KeysProgram.RunAsync(Maker, "rotate", old)).ExitCode);
        Assert.Equal(1, (await KeysProgram.RunAsync(Maker, "enable", old)).ExitCode);
        Assert.DoesNotContain(old, (await KeysProgram.RunAsync(Maker, "list", "--source", "turned")).Output);
        Assert.Matches($"(?m)^{old} .* revoked ", (await KeysProgram.RunAsync(Maker, "list", "--all")).Output);
    }

    [Fact]
    public async Task An_operator_key_is_made_and_rotated_as_such()
    {
        var made = await KeysProgram.RunAsync(Maker, "create", "--source", "repair", "--kind", "operator");
        Assert.Matches("^operator_[a-z2-7]{16}\\.", made.Output);
        var rotated = await KeysProgram.RunAsync(Maker, "rotate", made.Output.Trim());
        Assert.Matches("^operator_[a-z2-7]{16}\\.", rotated.Output);
        var kinds = (await KeysProgram.RunAsync(Maker, "list", "--source", "repair", "--json"))
            .Output.Trim()
            .Split('\n')
            .Select(line => (string?)JsonNode.Parse(line)!["kind"]);
        Assert.Equal(["operator", "operator"], kinds);
    }

    static readonly (string Arguments, int Code)[] _wrong =
    [
        ("", 64),
        ("create", 64),
        ("create --source", 64),
        ("create --source \u202Emoc.pohs", 64),
        ("create --source x --description \u2066shop", 64),
        ("create --source x --kind robot", 64),
        ("create --source x --expires 2020-01-01", 64),
        ("create --source x --expires soon", 64),
        ("create --source x --origin shop.example", 64),
        ("create --source x --origin https://shop.example/path", 64),
        ("create --source x --events-per-second 0", 64),
        ("create --source x --burst 5", 64),
        ("create --source x --kind operator --origin https://shop.example", 64),
        ("create --source x --gpc perhaps", 64),
        ("create --source x --currency euro", 64),
        ("rotate", 64),
        ("rotate browser_x --overlap long", 64),
        ("revoke", 64),
        ("list --secrets", 64),
        ("revoke browser_nobody", 1),
        ("disable browser_nobody", 1),
        ("rotate browser_nobody", 1),
    ];

    [Fact]
    public async Task Names_the_error_and_ends_with_its_exit_code()
    {
        foreach (var (arguments, code) in _wrong)
        {
            var run = await KeysProgram.RunAsync(Maker, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.True(code == run.ExitCode, $"keys {arguments}: {run.ExitCode} {run.Errors}");
            Assert.NotEmpty(run.Errors);
            Assert.DoesNotContain("   at ", run.Errors);
        }

        var help = await KeysProgram.RunAsync(null, "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.All((string[])["create", "list", "rotate", "revoke", "disable", "enable", "69"], word => Assert.Contains(word, help.Output));
    }

    [Theory]
    [InlineData(null, 64)]
    [InlineData("nonsense", 64)]
    [InlineData("Host=db.example;Username=analytics_keys;Password=Canary", 64)]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Database=x;Password=canary-8f1c", 69)]
    public async Task Says_what_is_wrong_with_the_connection(string? connection, int code)
    {
        var run = await KeysProgram.RunAsync(connection, "list");
        Assert.Equal(code, run.ExitCode);
        Assert.DoesNotContain("canary", run.Errors);
    }

    /// <summary>A compromised collector cannot create a key.</summary>
    [Fact]
    public async Task The_collectors_own_role_may_list_and_nothing_more()
    {
        var collector = store.Warehouse.ConnectionString(Role.Collector);
        var id = (await KeysProgram.RunAsync(Maker, "create", "--source", "own")).Output.Split('.')[0];
        Assert.Equal(0, (await KeysProgram.RunAsync(collector, "list")).ExitCode);
        foreach (
            var arguments in (string[][])
                [
                    ["create", "--source", "own"],
                    ["revoke", id],
                    ["rotate", id],
                ]
        )
        {
            Assert.Equal(77, (await KeysProgram.RunAsync(collector, arguments)).ExitCode);
        }

        Assert.Equal(
            77,
            (await KeysProgram.RunAsync(new NpgsqlConnectionStringBuilder(Maker) { Password = "wrong" }.ConnectionString, "list")).ExitCode
        );
        Assert.Equal(
            id,
            JsonNode.Parse((await KeysProgram.RunAsync(Maker, "list", "--source", "own", "--json")).Output)!["id"]!.ToString()
        );
    }
}
