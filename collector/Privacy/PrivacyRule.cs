using Analytics.Collector.Keys;
using Analytics.Collector.Reading;

namespace Analytics.Collector.Privacy;

/// <summary>What is to be done with an event, and the code of the wish that decided.</summary>
readonly record struct PrivacyDecision(PrivacyAction Action, string? Code)
{
    public bool IsDrop => Action == PrivacyAction.Drop;

    public bool IsAnonymize => Action == PrivacyAction.Anonymize;
}

/// <summary>A key's policy, applied to what the request and the event say. The strictest wish wins.</summary>
sealed class PrivacyRule(Consent consent)
{
    /// <param name="input">Null when the event cannot be read: then it carries no consent.</param>
    public PrivacyDecision Decide(InputEvent? input, KeyPolicy policy, PrivacyWishes wishes)
    {
        var decision = new PrivacyDecision(PrivacyAction.Ignore, null);
        if (wishes.HasFlag(PrivacyWishes.Gpc) || input?.Context.Gpc == true)
            decision = Stricter(decision, policy.Gpc, PrivacyCodes.Gpc);
        if (wishes.HasFlag(PrivacyWishes.Dnt) || input?.Context.Dnt == true)
            decision = Stricter(decision, policy.Dnt, PrivacyCodes.Dnt);

        // Read only where it matters to the key.
        if (
            policy.NoConsent > decision.Action
            && !(input is { Readable: true } && consent.IsGiven(input.Context.Consent, input.Context.ConsentManagement))
        )
        {
            decision = Stricter(decision, policy.NoConsent, PrivacyCodes.NoConsent);
        }

        return decision;
    }

    static PrivacyDecision Stricter(PrivacyDecision decision, PrivacyAction action, string code) =>
        action > decision.Action ? new PrivacyDecision(action, code) : decision;
}

/// <summary>Why an event was dropped or anonymized: in the answer and in the metric.</summary>
static class PrivacyCodes
{
    /// <summary>Global Privacy Control was asked for.</summary>
    public const string Gpc = "privacy_gpc";

    /// <summary>Do Not Track was asked for.</summary>
    public const string Dnt = "privacy_dnt";

    /// <summary>There is no consent to analytics.</summary>
    public const string NoConsent = "privacy_no_consent";
}
