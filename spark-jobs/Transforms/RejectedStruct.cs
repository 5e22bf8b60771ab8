using Analytics.Contracts;

namespace Analytics.Transforms;

/// <summary>
/// Converts a Kafka row that streaming rejects to the contract's rejected event with all its bytes, base64 when they are not UTF-8.
/// </summary>
static class RejectedStruct
{
    const string Text = $"decode({KafkaRow.Value}, 'UTF-8')";
    const string IsUtf8 = $"encode({Text}, 'UTF-8') <=> {KafkaRow.Value}";

    /// <summary>Returns a Spark SQL expression of the type of <see cref="SparkSchema.Rejected"/>.</summary>
    /// <param name="code">An expression for the rejection code.</param>
    public static string Of(string code) =>
        $"""
            CAST(named_struct(
                'code', {code}, 'field', NULL, 'message', NULL, 'reasons', NULL, 'stage', 'stream', 'source', NULL,
                'channel', NULL, 'dialect', NULL,
                'received_at', {StorableTimes.Nearest(KafkaRow.Timestamp)}, 'request_id', NULL,
                'original', coalesce(IF({IsUtf8}, {Text}, base64({KafkaRow.Value})), ''),
                'original_encoding', IF({IsUtf8}, 'utf8', 'base64'),
                'privacy', NULL, 'user_agent', NULL, 'ip', NULL, 'country', NULL, 'replay_of', NULL) AS STRUCT<{SparkSchema.Rejected}>)
            """;
}
