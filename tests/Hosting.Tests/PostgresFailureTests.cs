using System.Net.Sockets;
using Analytics.Hosting;
using Npgsql;

namespace Hosting.Tests;

public sealed class PostgresFailureTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, 77, "The connection's role may not do this: said. Connect as the owner.")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, 77, "The connection's role may not do this: said. Connect as the owner.")]
    [InlineData(PostgresErrorCodes.InvalidPassword, 77, "PostgreSQL refuses the login: said.")]
    [InlineData(PostgresErrorCodes.InvalidAuthorizationSpecification, 77, "PostgreSQL refuses the login: said.")]
    [InlineData(PostgresErrorCodes.UndefinedTable, 1, "The warehouse is not migrated: said. Run Analytics.Warehouse migrate.")]
    [InlineData(PostgresErrorCodes.UniqueViolation, 1, "PostgreSQL says: said (23505).")]
    [InlineData(PostgresErrorCodes.CannotConnectNow, 69, "PostgreSQL does not answer: 57P03: said")]
    public void A_PostgreSQL_error_gives_a_sentence_and_an_exit_code(string state, int code, string sentence)
    {
        var error = new PostgresException("said", "ERROR", "ERROR", state);

        Assert.True(PostgresFailure.Explains(error));
        Assert.Equal(new PostgresFailure(code, sentence), PostgresFailure.Of(error, "Connect as the owner."));
    }

    [Fact]
    public void A_server_that_is_not_there_is_unavailable()
    {
        using var connection = new NpgsqlConnection("Host=127.0.0.1;Port=1;Username=u;Password=CANARY-7f1c");
        var error = Assert.ThrowsAny<Exception>(connection.Open);

        var failure = PostgresFailure.Of(error, "");

        Assert.True(PostgresFailure.Explains(error));
        Assert.Equal(ExitCodes.Unavailable, failure.ExitCode);
        Assert.DoesNotContain("CANARY", failure.Sentence);
    }

    [Fact]
    public void An_error_of_the_program_is_not_explained()
    {
        Assert.False(PostgresFailure.Explains(new InvalidOperationException()));
        Assert.True(PostgresFailure.Explains(new SocketException()));
    }
}
