using Analytics.SparkJobs.Sinks;
using Npgsql;

namespace SparkJobs.Tests.Sinks;

public sealed class FailureTests
{
    [Theory]
    [InlineData("AN002")] // rows of a job of another version
    [InlineData(PostgresErrorCodes.UndefinedFunction)]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    public void No_retry_mends_a_schema_or_rights_that_are_not_what_the_job_expects(string state) =>
        Assert.Contains($"SQLSTATE {state}", Failure.FatalReason("live-metrics", Refusal(state)), StringComparison.Ordinal);

    [Theory]
    [InlineData("AN001")] // the ledger is at other offsets: the next run begins there
    [InlineData(PostgresErrorCodes.ConnectionFailure)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    public void A_transient_failure_is_retried(string state) => Assert.Null(Failure.FatalReason("live-metrics", Refusal(state)));

    [Theory]
    [InlineData(PostgresErrorCodes.CheckViolation, true)]
    [InlineData(PostgresErrorCodes.NumericValueOutOfRange, true)]
    [InlineData(PostgresErrorCodes.ProgramLimitExceeded, true)]
    [InlineData("AN001", false)]
    [InlineData("AN002", false)]
    [InlineData(PostgresErrorCodes.DiskFull, false)]
    [InlineData(PostgresErrorCodes.UndefinedFunction, false)]
    public void A_value_may_be_the_reason_and_the_sinks_state_is_not(string state, bool ofData) =>
        Assert.Equal(ofData, Failure.MayBeOfData(Refusal(state)));

    [Fact]
    public void A_summary_holds_no_control_character() => Assert.Equal("a b c", Failure.Summary(new InvalidOperationException("a\0b\nc")));

    static InvalidOperationException Refusal(string state) => new("A batch failed", new PostgresException("no", "ERROR", "ERROR", state));
}
