using System.Text.Json.Serialization;

namespace Analytics.Local.Traffic.Sites;

/// <summary>A source of events: the shop's site or its app.</summary>
/// <param name="IsApp">True for screens without addresses instead of pages.</param>
/// <param name="Clients">The visitors' devices.</param>
/// <param name="Arrivals">The ways in which visitors find it.</param>
sealed record Site(string Source, double Share, bool IsApp, IReadOnlyList<Client> Clients, IReadOnlyList<Arrival> Arrivals)
{
    [JsonIgnore]
    public Weighted<Client> Client => field ??= new(Clients, client => client.Share);

    [JsonIgnore]
    public Weighted<Arrival> Arrival => field ??= new(Arrivals, arrival => arrival.Share);
}

/// <summary>A visitor's device and browser, or app.</summary>
/// <param name="Screen">Width and height.</param>
/// <param name="Version">The app's version; null for a browser.</param>
sealed record Client(double Share, string Device, string Os, IReadOnlyList<int> Screen, string UserAgent, string? Version = null);
