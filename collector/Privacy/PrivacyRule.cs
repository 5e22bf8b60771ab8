using Analytics.Collector.Keys;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Privacy;

/// <summary>The action for an event, and the code of the wish that decided it.</summary>
readonly record struct PrivacyDecision(PrivacyAction Action, string? Code)
{
    public bool IsDrop => Action == PrivacyAction.Drop;

    public bool IsAnonymize => Action == PrivacyAction.Anonymize;
}

/// <summary>Applies a key's policy to the wishes of the request and the event. The strictest wins.</summary>
sealed class PrivacyRule(Consent consent, Anonymizer anonymizer, SecretParameters secrets, DailySalt salt)
{
    /// <summary>Gives a visitor whom an SDK without cookies sends without an id one of the day, by the address and the browser.</summary>
    /// <param name="address">The client's address, cut.</param>
    public void Identify(InputEvent input, string source, string? address, string? userAgent)
    {
        if (input.UserId != Sentinels.Cookieless)
            return;

        input.UserId = null;
        input.AnonymousId ??= salt.Hash(source, $"{address}\n{userAgent}");
    }

    /// <param name="input">The event; null when it is unreadable, which counts as no consent.</param>
    public PrivacyDecision Decide(InputEvent? input, KeyPolicy policy, PrivacyWishes wishes)
    {
        var decision = new PrivacyDecision(PrivacyAction.Ignore, null);
        if (wishes.HasFlag(PrivacyWishes.Gpc) || input?.Context.Gpc == true)
            decision = Stricter(decision, policy.Gpc, PrivacyCodes.Gpc);
        if (wishes.HasFlag(PrivacyWishes.Dnt) || input?.Context.Dnt == true)
            decision = Stricter(decision, policy.Dnt, PrivacyCodes.Dnt);

        // Consent is read only when the key's policy depends on it.
        if (
            policy.NoConsent > decision.Action
            && !(input is { Readable: true } && consent.IsGiven(input.Context.Consent, input.Context.ConsentManagement))
        )
        {
            decision = Stricter(decision, policy.NoConsent, PrivacyCodes.NoConsent);
        }

        return decision;
    }

    /// <summary>Masks secret parameters, and anonymizes an event for which the decision, or an earlier one, says so.</summary>
    /// <param name="wasAnonymized">True for an event that was anonymized before and is sent again.</param>
    public void Apply(PrivacyDecision decision, InputEvent input, string source, bool wasAnonymized)
    {
        secrets.Mask(input);
        if (wasAnonymized)
            Anonymizer.ApplyAgain(input);
        else if (decision.IsAnonymize)
            anonymizer.Apply(input, source);
    }

    static PrivacyDecision Stricter(PrivacyDecision decision, PrivacyAction action, string code) =>
        action > decision.Action ? new PrivacyDecision(action, code) : decision;
}

/// <summary>The reasons for dropping or anonymizing an event, in the answer and in the metric.</summary>
static class PrivacyCodes
{
    /// <summary>The client sent Global Privacy Control.</summary>
    public const string Gpc = "privacy_gpc";

    /// <summary>The client sent Do Not Track.</summary>
    public const string Dnt = "privacy_dnt";

    /// <summary>The event has no consent to analytics.</summary>
    public const string NoConsent = "privacy_no_consent";
}
