using System.CommandLine;
using Analytics.Warehouse;

var program = new RootCommand("The warehouse: tables, functions, views and roles of the PostgreSQL database, applied by migrate.")
{
    MigrateCommand.Create(),
};

var command = program.Parse(args);
var exit = command.Invoke();
return command.Errors.Count > 0 ? ExitCodes.Usage : exit;
