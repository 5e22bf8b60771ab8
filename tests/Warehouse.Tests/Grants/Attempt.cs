using Npgsql;

namespace Warehouse.Tests.Grants;

/// <summary>Tries a statement and rolls it back.</summary>
static class Attempt
{
    // The transaction is READ WRITE: the read-only default is no protection, the grants must refuse.
    // A view over more than one table is not insertable for any role.
    public static bool May(Session session, string sql)
    {
        using var rolledBack = session.Begin();
        try
        {
            session.Execute("SET TRANSACTION READ WRITE");
            session.Execute(sql);
            return true;
        }
        catch (PostgresException refused)
            when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ObjectNotInPrerequisiteState)
        {
            return false;
        }
    }
}
