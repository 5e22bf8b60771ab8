using Npgsql;

namespace Warehouse.Tests.Grants;

/// <summary>Tries a statement and takes it back.</summary>
static class Attempt
{
    // READ WRITE first: read-only is only a default, grants must be the wall.
    // A view that is not one table's is refused as no place for rows, whoever asks.
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
