using Analytics.Collector.Keys;
using Npgsql;

namespace Analytics.Collector.Settings.Dangers;

/// <summary>Keys from a warehouse that may be another's, or that a start has to do without.</summary>
static class KeyStoreDangers
{
    public static IEnumerable<Danger> Of(KeyStoreOptions store)
    {
        if (!store.IsUsed || KeyDatabase.Parse(store.Database) is not { } database)
            yield break;

        // A path is a socket of this machine.
        var away = database.Host?.Split(',').FirstOrDefault(host => !host.StartsWith('/') && !Hosts.IsThisMachine(host) && !Hosts.IsThisMachine(Hosts.OfServer(host)));
        if (away is not null && database.SslMode is not (SslMode.VerifyCA or SslMode.VerifyFull))
            yield return new("KeyStore:Database", $"nothing proves that {away} is your warehouse, and whoever poses as it says which keys hold", "add SSL Mode=VerifyFull to it");

        if (store.Snapshot.Length == 0)
            yield return new("KeyStore:Snapshot", "a collector that starts while the warehouse is down knows no key and refuses everybody", "name a file on a disk that stays");
    }
}
