using Npgsql;

namespace Analytics.Collector.Keys;

/// <summary>Reads a row of <c>live_keys.sql</c>.</summary>
static class KeyRow
{
    public static KnownKey Known(NpgsqlDataReader row) =>
        new(
            new WriteKey(row.GetString(0), row.GetString(2), Word<KeyKind>(row, 3), row.GetFieldValue<string[]>(4))
            {
                Policy = new(Word<PrivacyAction>(row, 5), Word<PrivacyAction>(row, 6), Word<PrivacyAction>(row, 7)),
                Limits = new(Number(row, 8), Number(row, 9)),
                Currency = row.GetString(11),
            },
            row.GetFieldValue<byte[]>(1),
            row.IsDBNull(10) ? null : row.GetFieldValue<DateTimeOffset>(10)
        );

    static T Word<T>(NpgsqlDataReader row, int column)
        where T : struct, Enum => Enum.Parse<T>(row.GetString(column), ignoreCase: true);

    static int? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
