namespace Warehouse.Tests.Functions;

/// <summary>Sessions of the stream, and staged ones that replace them.</summary>
public abstract class StagedSessions(WarehouseServer server) : FreshDatabase(server)
{
    protected override void CleanUp() => Admin.Execute("DELETE FROM staging.sessions");

    protected void Replace(string day, string source = "NULL") =>
        Admin.Execute($"SELECT warehouse.replace_sessions('run', '{day}', {source})");

    protected void Stage(string source, string id, string visitor, string startedAt, string? lastAt = null, bool isBot = false) =>
        Admin.Execute(
            $"""
            INSERT INTO staging.sessions (run_id, day, source, session_id, user_key, started_at, last_at, events, page_views, conversions,
                is_bounce, is_bot, entry_path, revenue)
            VALUES ('run', '{startedAt[..10]}', $1, $2, $3, '{startedAt}', '{lastAt
                ?? startedAt}', 1, 1, 0, true, {isBot}, '/' || $2, '{"{}"}')
            """,
            source,
            id,
            visitor
        );

    protected void Live(string source, string id, string at) =>
        Admin.Execute(
            $"""
            INSERT INTO warehouse.live_sessions
                (source, session_id, user_key, started_at, last_at, events, page_views, actions, conversions, is_bot,
                entry_path, first_order)
            VALUES ($1, $2, 'a', '{at}', '{at}', 1, 1, 0, 0, false, '/' || $2, '')
            """,
            source,
            id
        );
}
