using Analytics.Warehouse;

namespace Warehouse.Tests.Grants;

/// <summary>A migrated database, not a copy of the template: a copy lacks the grants on the database.</summary>
public sealed class MigratedDatabase : IDisposable
{
    public MigratedDatabase(WarehouseServer server)
    {
        Database = server.Name();
        WarehouseSchema.Migrate(Database.Admin, new() { Passwords = server.Passwords });
    }

    public Database Database { get; }

    public void Dispose() => Database.Dispose();
}
