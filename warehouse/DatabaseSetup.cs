using Analytics.Hosting;
using Npgsql;

namespace Analytics.Warehouse;

/// <summary>Creates what the first migration needs: the database, the roles, the schemas.</summary>
static class DatabaseSetup
{
    // Roles belong to the whole server: migrates of two databases can update one row of pg_authid, and the later one tries again.
    const int RoleAttempts = 20;

    public static void CreateDatabase(NpgsqlConnectionStringBuilder admin, Action<string> log)
    {
        try
        {
            using var connection = new NpgsqlConnection(admin.ConnectionString);
            connection.Open();
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var elsewhere = new NpgsqlConnectionStringBuilder(admin.ConnectionString) { Database = "postgres" };
            using var connection = new NpgsqlConnection(elsewhere.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand(
                $"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(admin.Database!)}",
                connection
            );
            try
            {
                command.ExecuteNonQuery();
                log($"database {admin.Database}: made");
            }
            catch (PostgresException twice)
                when (twice.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another migrate has created the database first.
            }
        }
    }

    public static void CreateRoles(NpgsqlConnection connection, MigrationOptions options)
    {
        if (!MayCreateRoles(connection))
        {
            RequireRoles(connection);
            options.Log("roles: left as they are, the connection's role may not create roles");
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            using var transaction = connection.BeginTransaction();
            try
            {
                Execute(connection, Scripts.Text("setup/lock_roles"));
                foreach (var role in Roles.All)
                    CreateRole(connection, role, options.Passwords.GetValueOrDefault(role, ""));

                Execute(connection, Scripts.Text("setup/bound_roles"));
                Execute(connection, Scripts.Text("setup/own_database"));
                transaction.Commit();
                return;
            }
            catch (PostgresException error) when (attempt < RoleAttempts && MetAnother(error))
            {
                // Disposal rolls the transaction back; the next attempt sees what the other migrate wrote.
            }
        }
    }

    public static void CreateSchemas(NpgsqlConnection connection) =>
        Execute(connection, $"SET ROLE {Roles.Owner}; {Scripts.Text("setup/create_schemas")}; RESET ROLE");

    /// <summary>
    /// Revokes from PUBLIC the catalog's functions that take locks, fill the disk or end sessions; without superuser rights it reports
    /// what stays open.
    /// </summary>
    public static void RevokeCatalogFunctions(NpgsqlConnection connection) =>
        Execute(connection, Scripts.Text("setup/revoke_catalog_functions"));

    static bool MayCreateRoles(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user", connection);
        return command.ExecuteScalar() is true;
    }

    static void RequireRoles(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "SELECT string_agg(role, ', ') FROM unnest($1) AS role WHERE role NOT IN (SELECT rolname FROM pg_roles)",
            connection
        )
        {
            Parameters = { new() { Value = Roles.All.ToArray() } },
        };
        if (command.ExecuteScalar() is string missing)
        {
            throw new MigrationException(
                ExitCodes.NotAllowed,
                $"The server lacks roles of this version, and the connection's role may not create them: {missing}. "
                    + "Run this version's migrate once as a superuser, or as a role that may create roles and owns the database."
            );
        }
    }

    static void CreateRole(NpgsqlConnection connection, string role, string password)
    {
        using var settings = new NpgsqlCommand(
            "SELECT set_config('analytics.role', $1, true), set_config('analytics.password', $2, true), "
                + "set_config('analytics.variable', $3, true)",
            connection
        )
        {
            Parameters =
            {
                new() { Value = role },
                new() { Value = ScramVerifier.Of(password) },
                new() { Value = Roles.PasswordVariable(role) },
            },
        };
        settings.ExecuteNonQuery();
        Execute(connection, Scripts.Text("setup/create_role"));
    }

    static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    // XX000 (internal error) is the code of "tuple concurrently updated"; PostgreSQL has no specific one.
    static bool MetAnother(PostgresException error) =>
        error.SqlState
            is PostgresErrorCodes.DuplicateObject
                or PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.InternalError
                or PostgresErrorCodes.DeadlockDetected;
}
