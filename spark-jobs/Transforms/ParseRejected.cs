using Analytics.Contracts;
using Microsoft.Spark.Sql;
using static Microsoft.Spark.Sql.Functions;

namespace Analytics.Transforms;

/// <summary>
/// Parses the rejected topic. In: <see cref="KafkaRow"/>. Out: the same columns and the struct <c>rejected</c> (the contract's record),
/// never null: a row that is not a rejected event becomes one with code <c>unparsable</c> and its bytes.
/// </summary>
public sealed class ParseRejected
{
    const string Parsed = "parsed";

    readonly Column _parsed = FromJson(
        Col(KafkaRow.Value).Cast("string"),
        SparkSchema.Rejected,
        new Dictionary<string, string> { ["mode"] = "PERMISSIVE" }
    );

    readonly Column _rejected = Expr(
            $"""
            IF({Parsed}.code IS NOT NULL AND {Parsed}.stage IS NOT NULL
            AND {Parsed}.received_at IS NOT NULL AND {Parsed}.original IS NOT NULL AND NOT {StorableTimes.Not($"{Parsed}.received_at")},
               {Parsed}, {RejectedStruct.Of($"'{RejectionCodes.Unparsable}'")})
            """
        )
        .As("rejected");

    public DataFrame Apply(DataFrame kafkaRows) => kafkaRows.WithColumn(Parsed, _parsed).WithColumn("rejected", _rejected).Drop(Parsed);
}
