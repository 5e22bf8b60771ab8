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

        if (keys.Find(given.Text, out var missing) is not { } key || !IsAllowedIn(given.Place, key.Kind))
            return Refuse(context, missing);

        KeyMetrics.Used(key.Id);
        return key;
    }

    /// <summary>Counts a request whose body was refused before it could name a key, as one with a wrong key.</summary>
    /// <returns>The refusal when there are too many from the address; else null.</returns>
    public Problem? CountKeyless(HttpContext context)
    {
        if (Add(context) is not { } seconds)
            return null;

        KeyMetrics.Refused(KeyMetrics.TooMany);
        return Problem.TooManyWrongKeys(seconds);
    }

    /// <summary>
    /// Only browser keys may be in an address, because addresses are logged, and an operator key only in a header.
    /// </summary>
    static bool IsAllowedIn(KeyPlace place, KeyKind kind) =>
        kind switch
        {
            KeyKind.Browser => true,
            KeyKind.Server => place != KeyPlace.Query,
            _ => place == KeyPlace.Header,
        };

    /// <summary>
    /// Refuses a wrong key. A right key is never refused for wrong ones from the same address, which many clients may share.
    /// </summary>
    /// <param name="missing">The reason why there was no list of keys.</param>
    Problem Refuse(HttpContext context, string? missing)
    {
        if (missing is not null)
        {
            KeyMetrics.Refused(KeyMetrics.NoList);
            return Problem.KeysUnavailable;
        }

        var wait = Add(context);
        KeyMetrics.Refused(wait is null ? KeyMetrics.Unknown : KeyMetrics.TooMany);
        return wait is { } seconds ? Problem.TooManyWrongKeys(seconds) : Problem.KeyUnknown;
    }

    /// <returns>The seconds to wait when there are too many from the address; else null.</returns>
    int? Add(HttpContext context) => wrong.Add(addresses.Of(context) ?? "");
}
