using System.Text;
using Npgsql;

namespace Analytics.DashboardPreview.Frames;

/// <summary>Reads a result into a frame, with Grafana's types for PostgreSQL's columns.</summary>
static class FrameReader
{
    /// <summary>The largest number of rows; further ones are cut, with a notice.</summary>
    public const int RowLimit = 100_000;

    const string TimeColumn = "time";

    public static async Task<Frame> ReadAsync(NpgsqlDataReader reader, CancellationToken stop)
    {
        var columns = Enumerable.Range(0, reader.FieldCount).Select(i => new Column(reader, i)).ToArray();
        List<string> notices = [];
        while (await reader.ReadAsync(stop))
        {
            if (columns[0].Values.Count == RowLimit)
            {
                notices.Add($"Results have been limited to {RowLimit} rows.");
                break;
            }
            foreach (var column in columns)
                column.Read(reader);
        }
        return new Frame([.. columns.Select(column => column.ToField())], notices);
    }

    sealed class Column(NpgsqlDataReader reader, int ordinal)
    {
        readonly string _name = reader.GetName(ordinal);
        readonly FieldType _type = TypeOf(reader.GetDataTypeName(ordinal));

        public List<object?> Values { get; } = [];

        public void Read(NpgsqlDataReader row) =>
            Values.Add(
                row.IsDBNull(ordinal)
                    ? null
                    : _type switch
                    {
                        FieldType.Time => Milliseconds(row.GetDateTime(ordinal)),
                        FieldType.Number => row.GetFieldValue<double>(ordinal) is var number && double.IsFinite(number) ? number : null,
                        FieldType.Flag => row.GetBoolean(ordinal),
                        _ => row.GetValue(ordinal) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : row.GetValue(ordinal)?.ToString(),
                    }
            );

        // A numeric column called time is an epoch: 1e9..1e10 are seconds, 1e18..1e19 nanoseconds, other values milliseconds.
        public Field ToField() =>
            _name is TimeColumn or "timeend" && _type == FieldType.Number
                ? new Field(
                    _name,
                    FieldType.Time,
                    Field.NoLabels,
                    [.. Values.Select(value => value is double epoch ? EpochToMilliseconds(epoch) : (object?)null)]
                )
                : new Field(_name, _type, Field.NoLabels, Values);

        static FieldType TypeOf(string postgresType) =>
            postgresType.Split('(')[0] switch
            {
                "smallint" or "integer" or "bigint" or "real" or "double precision" or "numeric" => FieldType.Number,
                "timestamp with time zone" or "timestamp without time zone" or "date" => FieldType.Time,
                "boolean" => FieldType.Flag,
                _ => FieldType.Text,
            };

        static double Milliseconds(DateTime at) => (at.Ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerMillisecond;

        static double EpochToMilliseconds(double epoch) =>
            Math.Abs(epoch) switch
            {
                >= 1e9 and < 1e10 => epoch * 1e3,
                >= 1e18 and < 1e19 => epoch / 1e6,
                _ => epoch,
            };
    }
}
