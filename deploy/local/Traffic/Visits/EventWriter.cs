namespace Analytics.Local.Traffic.Visits;

/// <summary>The defect in an event that is broken on purpose.</summary>
enum Defect
{
    None,
    NoName,
    NoUser,
    NoType,
    UnknownType,
    LongName,
    BadRevenue,
}

/// <summary>
/// Writes events as a browser's SDK sends them, in the shape of contracts/examples/event.json, from parts that were encoded before:
/// the generator must not take the processor time that it measures.
/// </summary>
sealed class EventWriter
{
    static readonly string _longName = new('x', 300);

    readonly bool _isHistorical;
    readonly JsonBuffer _json = new();
    readonly PropertiesWriter _properties;

    /// <param name="isHistorical">True for events of the past, which say so.</param>
    public EventWriter(bool isHistorical)
    {
        _isHistorical = isHistorical;
        _properties = new(_json);
    }

    public byte[] Write(string id, TrafficFacts facts, Defect defect)
    {
        var (visit, step) = (facts.Visit, facts.Step);
        _json.Reset();
        _json.Append($"{{\"messageId\":\"{id}\"");
        WriteKind(step, defect);
        if (defect is not Defect.NoUser)
            WriteUser(visit, facts.User);
        _json.Append($",\"sessionId\":\"{visit.SessionId}\",\"timestamp\":\"");
        _json.Append(facts.At);
        _json.Append("\""u8);
        if (_isHistorical)
            _json.Append(",\"historical\":true"u8);
        if (step.Kind == EventKind.Identify)
            _json.Append(",\"traits\":{\"plan\":\"free\"}"u8);
        _json.Append(",\"properties\":{"u8);
        if (defect is Defect.BadRevenue)
            _json.Append("\"revenue\":\"a lot\""u8);
        else
            _properties.Write(step, visit);
        _json.Append("},\"context\":{\"library\":{\"name\":\"traffic\",\"version\":\"1\"}"u8);
        if (!visit.Site.IsApp)
            WritePage(facts);
        if (facts.IsArrival && !visit.IsBot)
            _json.Append(visit.Arrival.CampaignJson);
        _json.Append(visit.Person.Context);
        _json.Append("}}"u8);
        return _json.ToArray();
    }

    // A defect in the name needs a type that requires a name, so the event becomes a track.
    void WriteKind(Step step, Defect defect)
    {
        if (defect is Defect.NoName or Defect.LongName)
        {
            _json.Append(",\"type\":\"track\""u8);
            if (defect is Defect.LongName)
                _json.Append($",\"event\":\"{_longName}\"");
            return;
        }

        if (defect is not Defect.NoType)
            _json.Append(",\"type\":"u8, defect is Defect.UnknownType ? "\"click\""u8 : step.Kind.TypeJson);
        if (step.Kind.IsPageView)
            _json.Append(",\"name\":"u8, step.Page.NameJson);
        else if (step.Kind.NameJson is { } name)
            _json.Append(",\"event\":"u8, name);
    }

    void WriteUser(Visit visit, string? user)
    {
        _json.Append($",\"anonymousId\":\"{visit.Person.AnonymousId}\"");
        if (user is not null)
            _json.Append($",\"userId\":\"{user}\"");
    }

    // The referrer of a page is that of all its events.
    void WritePage(TrafficFacts facts)
    {
        var (visit, page) = (facts.Visit, facts.Step.Page);
        var external = visit.IsBot ? null : visit.Arrival.ReferrerUrl;
        _json.Append(",\"page\":{\"url\":\""u8, page.Url);
        if (facts.IsArrival && !visit.IsBot)
            _json.Append(visit.Arrival.Query);
        _json.Append("\",\"path\":"u8, page.PathJson);
        _json.Append(",\"title\":"u8, page.TitleJson);
        if ((visit.Previous?.Url ?? external) is { } referrer)
        {
            _json.Append(",\"referrer\":\""u8, referrer);
            _json.Append("\""u8);
        }

        _json.Append("}"u8);
    }
}
