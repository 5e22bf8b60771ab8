using System.Text.RegularExpressions;
using Analytics.BatchJobs.Settings;
using Analytics.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Analytics.BatchJobs.Erasure;

/// <summary>
/// The texts of clients by which the warehouse adds up, such as paths, search terms and campaigns. Those that contain an id are renamed
/// to <c>(erased)</c>; every sum stays as it is.
/// </summary>
sealed class WarehouseTexts(NpgsqlDataSource warehouse, EraseSettings settings, Person person)
{
    static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    readonly Part _asked = new(
        Begin(settings.From) ?? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc),
        Begin(settings.To?.AddDays(1)) ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        0
    );

    /// <summary>Reads the distinct texts of every table, one at a time.</summary>
    public async Task<IReadOnlyList<FoundTexts>> FindAsync(CancellationToken stopping)
    {
        var found = new List<FoundTexts>();
        if (PersonPattern.OfValue(person.Own) is not { } pattern)
            return found;

        // Search terms are in small letters.
        var ids = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, _limit);
        foreach (var table in await ReadAsync(Text, null, $"SELECT target FROM {WarehouseFunctions.ClientTexts}()", [], stopping))
        {
            const string call = $"SELECT * FROM {WarehouseFunctions.FindTexts}($1, $2, $3, $4)";
            var texts = await ReadAsync(Text, ids.IsMatch, call, [new() { Value = table }, .. Within(_asked)], stopping);
            if (texts.Count > 0)
                found.Add(new(table, texts, (await PartsAsync(table, texts, stopping)).Sum(part => part.Rows)));
        }

        return found;
    }

    /// <summary>Renames the texts, a part of the table in a transaction.</summary>
    /// <returns>The number of rows that had one of them.</returns>
    public async Task<long> RenameAsync(FoundTexts found, CancellationToken stopping)
    {
        const string call = $"SELECT {WarehouseFunctions.EraseTexts}($1, $5, $2, $3, $4)";
        var renamed = 0L;
        foreach (var part in await PartsAsync(found.Table, found.Texts, stopping))
        {
            NpgsqlParameter[] parameters = [new() { Value = found.Table }, .. Within(part), new() { Value = found.Texts.ToArray() }];
            renamed += (await ReadAsync(row => row.GetInt64(0), null, call, parameters, stopping)).Single();
        }

        return renamed;
    }

    Task<List<Part>> PartsAsync(string table, IReadOnlyList<string> texts, CancellationToken stopping) =>
        ReadAsync(
            row => new Part(row.GetDateTime(0), row.GetDateTime(1), row.GetInt64(2)),
            null,
            $"SELECT * FROM {WarehouseFunctions.CountTexts}($1, $5, $2, $3, $4)",
            [new() { Value = table }, .. Within(_asked), new() { Value = texts.ToArray() }],
            stopping
        );

    IEnumerable<NpgsqlParameter> Within(Part part) =>
        [
            new() { Value = (object?)settings.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = part.From, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new() { Value = part.To, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        ];

    async Task<List<T>> ReadAsync<T>(
        Func<NpgsqlDataReader, T> value,
        Func<T, bool>? isWanted,
        string sql,
        IEnumerable<NpgsqlParameter> parameters,
        CancellationToken stopping
    )
    {
        await using var command = warehouse.CreateCommand(sql);
        command.CommandTimeout = 0; // The sums of months are read through.
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);

        var values = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(stopping);
        while (await reader.ReadAsync(stopping))
        {
            if (value(reader) is var read && isWanted?.Invoke(read) != false)
                values.Add(read);
        }

        return values;
    }

    static string Text(NpgsqlDataReader row) => row.GetString(0);

    static DateTime? Begin(DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>A part of a table: the times of its rows, and the number of those with a text.</summary>
    sealed record Part(DateTime From, DateTime To, long Rows);
}
