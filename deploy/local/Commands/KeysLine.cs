namespace Analytics.Local.Commands;

/// <summary>How to make a write key for a run: a line to copy.</summary>
static class KeysLine
{
    public static string Of(PostgresServer postgres) =>
        $"(. {postgres.OwnerFile}; dotnet {Repository.Assembly("Analytics.Collector")} keys create --source my-site)";
}
