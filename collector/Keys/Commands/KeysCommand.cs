using System.CommandLine;
using Analytics.Hosting;

namespace Analytics.Collector.Keys.Commands;

/// <summary><c>Analytics.Collector keys ...</c>: the command line of the key store.</summary>
static class KeysCommand
{
    public const string Name = "keys";

    public static Task<int> RunAsync(string[] args) =>
        new RootCommand("Takes events over HTTP and publishes them to Kafka.") { Create() }.RunAsync(args);

    static Command Create() =>
        new(
            Name,
            $"""
            Creates, lists and ends the write keys in table warehouse.api_keys. Collectors know of it within a few seconds.
            Connects as {KeyDatabase.Variable} says, else as KeyStore__Database or appsettings.json: an Npgsql connection string of the role
            analytics_keys ('list' also works as analytics_collector). It is read from there
            and not from the command line, which others can see.
            Exit codes: 0 done, 1 no such key or another refusal, 64 usage, 69 PostgreSQL does not answer, 77 the role may not.
            """
        )
        {
            CreateCommand.Create(),
            ListCommand.Create(),
            RotateCommand.Create(),
            ChangeCommand.Create("revoke", "Revokes keys permanently.", "revoke_key", "revoked"),
            ChangeCommand.Create("disable", "Refuses keys until they are enabled again.", "disable_key", "disabled"),
            ChangeCommand.Create("enable", "Accepts disabled keys again.", "enable_key", "enabled"),
        };
}
