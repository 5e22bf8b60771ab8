using Analytics.Local.Postgres;
using Analytics.Local.Processes;

namespace Analytics.Local.Commands;

/// <summary>The command line that makes a write key for a run, to copy.</summary>
static class KeysLine
{
    public static string Of(PostgresServer postgres) =>
        $"(. {postgres.KeysFile}; dotnet {Repository.Assembly("Analytics.Collector")} keys create --source my-site)";
}
