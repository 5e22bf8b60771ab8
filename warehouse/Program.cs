using System.CommandLine;
using Analytics.Hosting;
using Analytics.Warehouse;

var program = new RootCommand("The warehouse: tables, functions, views and roles of the PostgreSQL database, applied by migrate.")
{
    MigrateCommand.Create(),
};

return await program.RunAsync(args);
