using Npgsql;
using NpgsqlTypes;

namespace DashboardPreview.Tests.Seed;

/// <summary>Writes the invented sessions into their tables, and has the warehouse add up those of closed days.</summary>
static class SessionTables
{
    const string Shared =
        "source, session_id, user_key, started_at, last_at, events, page_views, conversions, is_bot, entry_path, exit_path, "
        + "referrer_domain, "
        + "channel, utm_source, utm_medium, utm_campaign, utm_term, utm_content, country, region, city, device, os, browser, locale, "
        + "app_version, revenue";

    public static async Task WriteAsync(NpgsqlConnection admin, SessionRows rows)
    {
        var closed = rows.Sessions.Where(row => row.IsClosed).ToArray();
        await CopyAsync(
            admin,
            $"sessions (day, is_bounce, {Shared})",
            closed.Select(row => (object?[])[row.Day, row.IsBounce, .. Of(row)])
        );
        await CopyAsync(
            admin,
            "session_days (day, source, replaced_at)",
            closed.Select(row => (row.Day, row.Source)).Distinct().Select(key => (object?[])[key.Day, key.Source, DateTime.UnixEpoch])
        );
        // The stream has seen some sessions of closed days too, with other figures; views must not read them. An id that reprocess replaces
        // is of one half hour.
        var stale = closed
            .Where(row => row.LastAt.UtcDateTime.Date == row.StartedAt.UtcDateTime.Date)
            .TakeLast(200)
            .Select(row => row with { Id = $"live-{row.Id}", PageViews = row.PageViews + 5 });
        await CopyAsync(
            admin,
            $"live_sessions (actions, first_order, {Shared})",
            rows.Sessions.Where(row => !row.IsClosed).Concat(stale).Select(row => (object?[])[row.Actions, row.Id, .. Of(row)])
        );
        await CopyAsync(
            admin,
            "live_visitors (first_at, source, user_key)",
            rows.FirstSeen.Select(one => (object?[])[one.Value.UtcDateTime, one.Key.Source, one.Key.Visitor])
        );
        await CopyAsync(
            admin,
            "active_visitors (last_at, source, user_key)",
            rows.Active.Select(one => (object?[])[one.LastAt.UtcDateTime, one.Source, one.Visitor])
        );
        await CopyAsync(
            admin,
            "dimension_counts_minute (bucket, events, page_views, source, dimension, value, currency, revenue)",
            rows.Dimensions.Select(row =>
                (object?[])
                    [row.Minute.UtcDateTime, row.Events, row.PageViews, row.Source, row.Dimension, row.Value, row.Currency, row.Revenue]
            )
        );
        await ExecuteAsync(
            admin,
            "INSERT INTO warehouse.dimension_values (seen_on, source, dimension, value) "
                + "SELECT DISTINCT current_date, source, dimension, value FROM warehouse.dimension_counts_minute; "
                + "SELECT warehouse.roll_up_sessions(day, source) FROM warehouse.session_days; "
                + "SELECT warehouse.record_heartbeat('sessions', 'running', 0, now())"
        );
    }

    static object?[] Of(SessionRow row) =>
        [
            row.Source,
            row.Id,
            row.Visitor,
            row.StartedAt.UtcDateTime,
            row.LastAt.UtcDateTime,
            row.PageViews + row.Actions,
            row.PageViews,
            row.Conversions,
            row.IsBot,
            row.Entry,
            row.Exit,
            row.Referrer,
            row.Channel,
            row.UtmSource,
            row.UtmMedium,
            row.Campaign,
            row.UtmTerm,
            row.UtmContent,
            row.Country,
            row.Region,
            row.City,
            row.Device,
            row.System,
            row.Browser,
            row.Locale,
            row.AppVersion,
            new Jsonb(
                row.Currency is null
                    ? "{}"
                    : $"{{\"{row.Currency}\": {row.Revenue.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}"
            ),
        ];

    static async Task CopyAsync(NpgsqlConnection admin, string columns, IEnumerable<object?[]> rows)
    {
        await using var copy = await admin.BeginBinaryImportAsync($"COPY warehouse.{columns} FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var value in row)
            {
                if (value is Jsonb json)
                    await copy.WriteAsync(json.Text, NpgsqlDbType.Jsonb);
                else if (value is null)
                    await copy.WriteNullAsync();
                else
                    await copy.WriteAsync<object>(value);
            }
        }
        await copy.CompleteAsync();
    }

    static async Task ExecuteAsync(NpgsqlConnection admin, string sql)
    {
        // Rolling up weeks of sessions takes more than the default of 30 s on a busy machine.
        await using var command = new NpgsqlCommand(sql, admin) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    sealed record Jsonb(string Text);
}
