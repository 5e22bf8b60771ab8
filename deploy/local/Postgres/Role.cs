namespace Analytics.Local;

/// <summary>Who connects to the warehouse.</summary>
public enum Role
{
    /// <summary>The superuser: migrations and tests.</summary>
    Admin,
    Owner,
    Writer,
    Batch,
    Reader,
    Collector,
}

/// <summary>The roles' names in PostgreSQL and in the environment.</summary>
public static class Roles
{
    /// <summary>analytics_writer and so on; postgres for <see cref="Role.Admin"/>.</summary>
    public static string UserName(this Role role) => role is Role.Admin ? "postgres" : $"analytics_{role.ToString().ToLowerInvariant()}";

    /// <summary>The variable that holds the role's password: ANALYTICS_WRITER_PASSWORD and so on.</summary>
    public static string PasswordVariable(this Role role) => $"ANALYTICS_{role.ToString().ToUpperInvariant()}_PASSWORD";
}
