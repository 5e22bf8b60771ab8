using System.Net.Sockets;
using Npgsql;

namespace Analytics.Hosting;

/// <summary>A failure of Npgsql or PostgreSQL, as a sentence for people and an exit code for scripts.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Sentence">The error and, where known, its remedy. It contains no connection string.</param>
public sealed record PostgresFailure(int ExitCode, string Sentence)
{
    /// <summary>True when <see cref="Of"/> explains the exception; for <c>catch ... when</c>.</summary>
    public static bool Explains(Exception error) => error is NpgsqlException or SocketException or TimeoutException;

    /// <param name="error">The exception.</param>
    /// <param name="whoMay">The remedy when the role lacks the right, as a sentence: "Connect as analytics_owner.".</param>
    public static PostgresFailure Of(Exception error, string whoMay) =>
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction } refused =>
                new(ExitCodes.NotAllowed, $"The connection's role may not do this: {refused.MessageText}. {whoMay}"),
            PostgresException
            {
                SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            } refused => new(ExitCodes.NotAllowed, $"PostgreSQL refuses the login: {refused.MessageText}."),
            PostgresException
            {
                SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.UndefinedColumn
            } missing => new(ExitCodes.Failed, $"The warehouse is not migrated: {missing.MessageText}. Run Analytics.Warehouse migrate."),
            PostgresException { IsTransient: false } other => new(
                ExitCodes.Failed,
                $"PostgreSQL says: {other.MessageText} ({other.SqlState})."
            ),
            _ => new(ExitCodes.Unavailable, $"PostgreSQL does not answer: {error.GetBaseException().Message}"),
        };
}
