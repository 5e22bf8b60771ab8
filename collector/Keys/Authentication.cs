using Analytics.Collector.Http;

namespace Analytics.Collector.Keys;

/// <summary>
/// From what a client presents to whose events these are. Unknown, disabled and expired keys get one and the same answer.
/// </summary>
sealed class Authentication(KeyRing keys, WrongKeys wrong, ClientAddress addresses)
{
    /// <param name="presented">Null when the client presents none.</param>
    public Outcome<WriteKey> Check(HttpContext context, PresentedKey? presented)
    {
        if (presented is not { } given)
            return Problem.KeyUnknown;

        if (keys.Find(given.Text) is not { } key || !MayStandIn(given.Place, key.Kind))
            return Refuse(context);

        KeyMetrics.Used(key.Id);
        return key;
    }

    /// <summary>Only a browser key may stand in an address: addresses end up in logs.</summary>
    static bool MayStandIn(KeyPlace place, KeyKind kind) => place != KeyPlace.Query || kind == KeyKind.Browser;

    /// <summary>A right key is never kept out for the wrong ones of its neighbors: many clients share an address.</summary>
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
