using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sources;
using Analytics.BatchJobs.Transforms;
using Analytics.Contracts;
using Analytics.Transforms;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.BatchJobs.Gold;

/// <summary>
/// The rejected events that were received on one UTC day and that the live numbers count. Messages that a sink refused (code
/// <c>unstorable</c>) are counted when they are put aside, by each sink on its own, so that the lake has other ones than the warehouse.
/// </summary>
static class RejectedDay
{
    /// <returns>Null when the lake has no rejected event.</returns>
    public static DataFrame? Of(BatchRun run, LedgerSnapshot ledger, DateOnly day, string? source)
    {
        var rows = LakeTable
            .Rejected(run.Session, run.Lake.Rejected)
            ?.Where($"received_date = {UtcDay.Literal(day)} AND code <> '{RejectionCodes.Unstorable}'")
            .Where(ledger.CountedRejected);
        return source is null ? rows : rows?.Where(Expr(KeyCharacters.Key("source", KeyText.Source)).EqualTo(Lit(source)));
    }
}
