using Analytics.Collector.Settings;
using Analytics.Hosting;

namespace Analytics.Collector.Keys;

/// <summary>Warns about an unverified warehouse and about starting without a snapshot.</summary>
static class KeyStoreWarnings
{
    public static IEnumerable<ConfigurationWarning> Of(KeyStoreOptions store)
    {
        if (!store.IsUsed || ConnectionStrings.Parse(store.Database) is not { } database)
            yield break;

        if (WarehouseAddress.UnverifiedHost(database) is { } away)
        {
            yield return new(
                "KeyStore:Database",
                $"the identity of {away} is not verified, and an impostor could decide which keys are valid",
                "add SSL Mode=VerifyFull to it"
            );
        }

        if (store.Snapshot.Length == 0)
        {
            yield return new(
                "KeyStore:Snapshot",
                "a collector that starts while the warehouse is down knows no key and refuses all requests",
                "name a file on a persistent disk"
            );
        }
    }
}
