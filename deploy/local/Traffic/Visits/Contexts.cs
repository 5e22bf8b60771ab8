using System.Text.Json;
using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>
/// The members of an event's context that do not change during a visit, as JSON after a comma. There are some hundred different ones,
/// each made once.
/// </summary>
sealed class Contexts
{
    readonly Dictionary<(Market, Client, int City, int Locale), byte[]> _people = [];
    readonly Dictionary<(Market, string), byte[]> _bots = [];

    public byte[] Of(Market market, Client client, Chance chance)
    {
        var key = (market, client, chance.Number(market.Cities.Count), chance.Number(market.Locales.Count));
        return _people.TryGetValue(key, out var known) ? known : _people[key] = Make(market, client, key.Item3, key.Item4);
    }

    public byte[] Of(Market market, string bot) =>
        _bots.TryGetValue((market, bot), out var known)
            ? known
            : _bots[(market, bot)] = Members(new { userAgent = bot, location = new { country = market.Country } });

    static byte[] Make(Market market, Client client, int city, int locale)
    {
        var place = market.Cities[city];
        return Members(
            new
            {
                userAgent = client.UserAgent,
                locale = market.Locales[locale],
                timezone = market.Timezone,
                device = new { type = client.Device },
                os = new { name = client.Os },
                screen = new { width = client.Screen[0], height = client.Screen[1] },
                location = new
                {
                    country = market.Country,
                    region = place[1],
                    city = place[0],
                },
                app = client.Version is { } version ? new { name = "Example Shop", version } : null,
            }
        );
    }

    static byte[] Members(object members) =>
        [(byte)',', .. JsonSerializer.SerializeToUtf8Bytes(members, JsonBytes.WithoutNulls).AsSpan()[1..^1]];
}
