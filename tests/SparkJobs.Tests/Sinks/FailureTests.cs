using Analytics.SparkJobs.Sinks;
using Npgsql;

namespace SparkJobs.Tests.Sinks;

public sealed class FailureTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.NullValueNotAllowed)] // rows from a job of another version
    [InlineData(PostgresErrorCodes.UndefinedFunction)]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    public void No_retry_mends_a_schema_or_rights_that_are_not_what_the_job_expects(string state) =>
        Assert.Contains($"SQLSTATE {state}", Failure.FatalReason("live-metrics", Refusal(state)), StringComparison.Ordinal);

    [Theory]
    [InlineData("AN001")] // the ledger is at other offsets: the next run begins there
    [InlineData(PostgresErrorCodes.ConnectionFailure)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    public void A_transient_failure_is_retried(string state) => Assert.Null(Failure.FatalReason("live-metrics", Refusal(state)));

    static InvalidOperationException Refusal(string state) => new("A batch failed", new PostgresException("no", "ERROR", "ERROR", state));
}
