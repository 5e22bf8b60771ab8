namespace Analytics.Warehouse;

/// <summary>The options of a migration; every member has a default.</summary>
public sealed record MigrationOptions
{
    /// <summary>The passwords by role name (<see cref="Roles.All"/>); a role without one may not log in, or keeps its old one.</summary>
    public IReadOnlyDictionary<string, string> Passwords { get; init; } = Roles.PasswordsFromEnvironment();

    /// <summary>True to list what would be applied and change nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The longest wait for another migrate of the same database to end; 0 or more.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Receives each line of progress.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
