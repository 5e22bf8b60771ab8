using Analytics.Hosting;

namespace Analytics.Warehouse;

/// <summary>Brings a database to this build's version: roles, schemas, tables, functions, views, grants.</summary>
public static class WarehouseSchema
{
    /// <summary>
    /// Applies what is missing, in one transaction; safe to repeat and to run twice at once (the second waits).
    /// Creates the database when it is missing.
    /// </summary>
    /// <param name="connectionString">
    /// An Npgsql connection string that names the database. At the first run its role must be a superuser (or may create roles
    /// and owns the database); afterwards <see cref="Roles.Owner"/> is enough, and roles then stay as they are.
    /// </param>
    /// <param name="options">Passwords, dry run, log.</param>
    /// <returns>The scripts that were applied, or by a dry run would be, in order.</returns>
    /// <exception cref="MigrationException">The migration failed; the schema is unchanged.</exception>
    public static IReadOnlyList<string> Migrate(string connectionString, MigrationOptions? options = null)
    {
        options ??= new MigrationOptions();
        var admin = ConnectionStrings.Parse(connectionString)
            ?? throw new MigrationException(
                ExitCodes.Usage,
                $"The connection string is wrong: it must look like {ConnectionStrings.Form}."
            );
        try
        {
            admin.Pooling = false;
            admin.ApplicationName = "analytics-warehouse";
            var schema = new SchemaUpgrade(admin, options);
            if (options.DryRun)
                return schema.Pending();

            DatabaseSetup.CreateDatabase(admin, options.Log);
            if (OwnSession.RefusalAsync(admin.ConnectionString).GetAwaiter().GetResult() is { } refusal)
                throw new MigrationException(ExitCodes.Usage, refusal);

            using var held = MigrationLock.Take(admin, options);
            DatabaseSetup.CreateRoles(held.Connection, options);
            DatabaseSetup.CreateSchemas(held.Connection);
            DatabaseSetup.RevokeCatalogFunctions(held.Connection);
            return schema.Apply();
        }
        catch (Exception error) when (PostgresFailure.Explains(error))
        {
            var failure = PostgresFailure.Of(error, $"The first migrate needs a superuser, later ones {Roles.Owner}.");
            throw new MigrationException(failure.ExitCode, failure.Sentence, error);
        }
    }
}
