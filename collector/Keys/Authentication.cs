using Analytics.Collector.Enrichment;
using Analytics.Collector.Http;
using Analytics.Collector.Telemetry;

namespace Analytics.Collector.Keys;

/// <summary>
/// From what a client presents to whose events these are. Unknown, disabled and expired keys get one and the same answer.
/// </summary>
sealed class Authentication(KeyRing keys, WrongKeys wrong, ClientAddress addresses)
{
    public Outcome<WriteKey> Check(HttpContext context, string presented) => keys.Find(presented) is { } key ? Used(key) : Refuse(context);

    /// <summary>Only a browser key may stand in an address: addresses end up in logs.</summary>
    public Outcome<WriteKey> CheckQuery(HttpContext context)
    {
        if (PresentedKey.InQuery(context.Request) is not { } presented)
            return Problem.KeyUnknown;

        return keys.Find(presented) is { Kind: KeyKind.Browser } key ? Used(key) : Refuse(context);
    }

    static WriteKey Used(WriteKey key)
    {
        CollectorMetrics.KeyUsed(key.Id);
        return key;
    }

    /// <summary>A right key is never kept out for the wrong ones of its neighbors: many clients share an address.</summary>
    Problem Refuse(HttpContext context)
    {
        if (keys.Missing is not null)
        {
            CollectorMetrics.NotAuthenticated("no_list");
            return Problem.KeysUnavailable;
        }

        var wait = wrong.Add(addresses.Of(context) ?? "");
        CollectorMetrics.NotAuthenticated(wait is null ? "unknown" : "limited");
        return wait is { } seconds ? Problem.TooManyWrongKeys(seconds) : Problem.KeyUnknown;
    }
}
