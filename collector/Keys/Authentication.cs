using Analytics.Collector.Http;

namespace Analytics.Collector.Keys;

/// <summary>Maps a presented key to its source and policy. Unknown, disabled and expired keys get the same answer.</summary>
sealed class Authentication(KeyRing keys, WrongKeys wrong, ClientAddress addresses)
{
    /// <param name="presented">The client's key; null when it presents none.</param>
    public Outcome<WriteKey> Check(HttpContext context, PresentedKey? presented)
    {
        if (presented is not { } given)
            return Problem.KeyUnknown;

        if (keys.Find(given.Text) is not { } key || !MayStandIn(given.Place, key.Kind))
            return Refuse(context);

        KeyMetrics.Used(key.Id);
        return key;
    }

    /// <summary>True unless a server key is in an address: only browser keys are allowed there, because addresses are logged.</summary>
    static bool MayStandIn(KeyPlace place, KeyKind kind) => place != KeyPlace.Query || kind == KeyKind.Browser;

    /// <summary>
    /// Refuses a wrong key. A right key is never refused for wrong ones from the same address, which many clients may share.
    /// </summary>
    Problem Refuse(HttpContext context)
    {
        if (keys.Missing is not null)
        {
            KeyMetrics.Refused("no_list");
            return Problem.KeysUnavailable;
        }

        var wait = wrong.Add(addresses.Of(context) ?? "");
        KeyMetrics.Refused(wait is null ? "unknown" : "limited");
        return wait is { } seconds ? Problem.TooManyWrongKeys(seconds) : Problem.KeyUnknown;
    }
}
