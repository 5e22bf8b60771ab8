using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>One visit of a person, or of a crawler, to a site.</summary>
/// <param name="Arrival">How it began; its source, referrer and query are on the first page view only.</param>
/// <param name="Delay">The time for which the client keeps its events back, as one without a network does; zero for most.</param>
sealed record Visit(string SessionId, Site Site, Person Person, Arrival Arrival, bool IsBot, TimeSpan Delay)
{
    int _done;

    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The user id; null until the visitor signs in.</summary>
    public string? UserId { get; private set; }

    /// <summary>The page view before the current one; null on the first.</summary>
    public Page? Previous { get; private set; }

    /// <summary>The page that the visitor looks at.</summary>
    public Page? Current { get; private set; }

    public bool HasLeft => _done == Steps.Count;

    /// <summary>Signs the visitor in from the beginning.</summary>
    public void SignIn() => UserId = Person.UserId;

    public Step Next()
    {
        var step = Steps[_done++];
        if (step.Kind == EventKind.Identify)
            SignIn();
        if (step.Kind.IsPageView)
            (Previous, Current) = (Current, step.Page);
        return step;
    }
}
