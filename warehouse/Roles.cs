namespace Analytics.Warehouse;

/// <summary>The roles of the database; <c>grants/</c> holds their rights, <c>setup/bound_roles.sql</c> their limits.</summary>
public static class Roles
{
    /// <summary>Owns every object; migrations run as it.</summary>
    public const string Owner = "analytics_owner";

    /// <summary>The role of the streaming jobs: EXECUTE on merge, ledger and heartbeat functions only.</summary>
    public const string Writer = "analytics_writer";

    /// <summary>The role of the batch jobs: SELECT on everything but the write keys, and upkeep of partitions.</summary>
    public const string Batch = "analytics_batch";

    /// <summary>The role of dashboards: SELECT on the views of schema <c>reporting</c> only.</summary>
    public const string Reader = "analytics_reader";

    /// <summary>The role of the collector: SELECT on the write keys only.</summary>
    public const string Collector = "analytics_collector";

    /// <summary>The role of those who make write keys: SELECT, INSERT and UPDATE on the write keys only.</summary>
    public const string Keys = "analytics_keys";

    public static IReadOnlyList<string> All { get; } = [Owner, Writer, Batch, Reader, Collector, Keys];

    /// <summary>
    /// The environment variable that holds a role's password: <c>ANALYTICS_WRITER_PASSWORD</c> for <c>analytics_writer</c>.
    /// </summary>
    public static string PasswordVariable(string role) => $"{role.ToUpperInvariant()}_PASSWORD";

    /// <summary>Reads the passwords from the environment, by role.</summary>
    public static IReadOnlyDictionary<string, string> PasswordsFromEnvironment() =>
        (
            from role in All
            let password = Environment.GetEnvironmentVariable(PasswordVariable(role))
            where !string.IsNullOrEmpty(password)
            select (role, password)
        ).ToDictionary(pair => pair.role, pair => pair.password);
}
