using System.Text.Json;
using Analytics.Contracts;

namespace Warehouse.Tests;

/// <summary>An event as the merges of sessions see it, and the rows that the transform makes of it.</summary>
public sealed record SentEvent(
    DateTimeOffset At,
    string Id,
    string Source = "web",
    string Session = "s",
    string Visitor = "a",
    string? User = null,
    string? Path = null,
    string Country = "PL",
    string? Channel = "direct",
    string Currency = "",
    decimal? Revenue = null,
    bool IsBot = false,
    bool IsAction = false,
    bool IsConversion = false
)
{
    public string Order => $"{Microseconds:D16}{Id}";

    public long Microseconds => (At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public SessionsRow Part =>
        new()
        {
            Dimension = SessionsRow.Session,
            Value = Session,
            Source = Source,
            Currency = Currency,
            Events = 1,
            PageViews = Path is null ? 0 : 1,
            Revenue = Revenue,
            OldestReceivedMs = Microseconds / 1000,
            NewestReceivedMs = (Microseconds / 1000) + 5,
            Visitor = Visitor,
            IsBot = IsBot,
            Actions = IsAction ? 1 : 0,
            Conversions = IsConversion ? 1 : 0,
            FirstUs = Microseconds,
            LastUs = Microseconds,
            UserOrder = User is null ? null : Order,
            UserId = User,
            EntryOrder = Path is null ? null : Order,
            EntryPath = Path,
            ExitOrder = Path is null ? null : Order,
            ExitPath = Path,
            FirstOrder = Order,
            Channel = Channel,
            Country = Country,
        };

    public SessionsRow Count(string dimension, string? value) =>
        new()
        {
            Dimension = dimension,
            Value = value,
            Source = Source,
            Minute = At.ToUnixTimeSeconds() / 60 * 60,
            Currency = Currency,
            EventCountry = dimension == SessionsRow.Event ? Country : null,
            Events = 1,
            PageViews = Path is null ? 0 : 1,
            Revenue = Revenue,
            OldestReceivedMs = dimension == SessionsRow.Event ? Microseconds / 1000 : null,
            NewestReceivedMs = dimension == SessionsRow.Event ? Microseconds / 1000 : null,
        };

    public IEnumerable<SessionsRow> Rows()
    {
        yield return Part;
        yield return Count(SessionsRow.Event, "name");
        yield return IsBot ? Count(SessionsRow.Bot, "") : Count("country", Country);
        if (Path is not null && !IsBot)
            yield return Count("page", Path);
    }
}

static class SessionMerges
{
    public static void MergeSessions(this Session session, IEnumerable<SessionsRow> rows, string batch) =>
        session.Execute($"SELECT {WarehouseFunctions.MergeSessions}($1, $2)", Json(rows), batch);

    public static void MergeHistorical(this Session session, IEnumerable<SessionsRow> rows, string batch) =>
        session.Execute($"SELECT {WarehouseFunctions.MergeHistorical}($1, $2)", Json(rows), batch);

    public static string Json(IEnumerable<SessionsRow> rows) =>
        $"[{string.Join(',', rows.Select(row => JsonSerializer.Serialize(row, ContractsJson.Default.SessionsRow)))}]";
}
