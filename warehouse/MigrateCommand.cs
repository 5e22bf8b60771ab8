using System.CommandLine;
using Analytics.Hosting;

namespace Analytics.Warehouse;

/// <summary><c>migrate</c>: the command line of <see cref="WarehouseSchema.Migrate"/>.</summary>
static class MigrateCommand
{
    public static Command Create()
    {
        var connection = EnvironmentOption.Required(
            "--connection",
            "ANALYTICS_WAREHOUSE",
            "Npgsql connection string that names the database. The first run needs a superuser, later ones analytics_owner. "
                + "Prefer the environment: a command line can be read by others.",
            ConnectionStrings.Check
        );
        var dryRun = new Option<bool>("--dry-run") { Description = "List what would be applied; change nothing." };
        var wait = Options.Time(
            "--lock-wait",
            TimeSpan.FromMinutes(1),
            TimeSpan.Zero,
            TimeSpan.FromHours(1),
            "The longest wait for another migrate of the same database."
        );

        var command = new Command(
            "migrate",
            """
            Creates or updates the warehouse in one transaction; safe to repeat, and to run twice at once.
            Roles take their passwords from ANALYTICS_{OWNER,WRITER,BATCH,READER,COLLECTOR,KEYS}_PASSWORD;
            without one a new role may not log in, and an existing role keeps its password.
            Exit codes: 0 done, 1 a script failed (nothing applied), 64 usage, 69 PostgreSQL does not answer,
            75 another migrate is under way, 77 not allowed.
            """
        )
        {
            connection,
            dryRun,
            wait,
        };

        command.Validators.Add(result =>
        {
            foreach (var (role, _) in Roles.PasswordsFromEnvironment().Where(given => GuessablePasswords.Has(given.Value)))
                result.AddError($"{Roles.PasswordVariable(role)} holds a password that can be guessed: take 16 random bytes.");
        });
        command.SetAction(parsed =>
            Run(
                connection.Get(parsed),
                new MigrationOptions
                {
                    DryRun = parsed.GetValue(dryRun),
                    LockWait = wait.Get(parsed),
                    Log = Console.WriteLine,
                }
            )
        );
        return command;
    }

    static int Run(string connection, MigrationOptions options)
    {
        try
        {
            var scripts = WarehouseSchema.Migrate(connection, options);
            foreach (var script in scripts.Where(name => name.StartsWith("migrations/", StringComparison.Ordinal)))
                Console.WriteLine(script);

            Console.WriteLine($"{scripts.Count} scripts {(options.DryRun ? "would be applied" : "applied")}.");
            return ExitCodes.Done;
        }
        catch (MigrationException error)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
    }
}
