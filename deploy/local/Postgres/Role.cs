namespace Analytics.Local.Postgres;

/// <summary>The roles that connect to the warehouse.</summary>
public enum Role
{
    /// <summary>The superuser: migrations and tests.</summary>
    Admin,
    Owner,
    Writer,
    Batch,
    Reader,
    Collector,
    Keys,
}

/// <summary>The roles' names in PostgreSQL and in the environment.</summary>
public static class RoleNames
{
    /// <summary>Returns the name in PostgreSQL, such as analytics_writer; postgres for <see cref="Role.Admin"/>.</summary>
    public static string UserName(this Role role) => role is Role.Admin ? "postgres" : $"analytics_{role.ToString().ToLowerInvariant()}";

    /// <summary>Returns the variable that holds the role's password, such as ANALYTICS_WRITER_PASSWORD.</summary>
    public static string PasswordVariable(this Role role) => $"ANALYTICS_{role.ToString().ToUpperInvariant()}_PASSWORD";
}
