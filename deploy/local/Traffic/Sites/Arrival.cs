using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Local.Traffic.Sites;

/// <summary>The kind of page on which a visit begins.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Landing>))]
enum Landing
{
    [JsonStringEnumMemberName("home")]
    Home,

    [JsonStringEnumMemberName("category")]
    Category,

    [JsonStringEnumMemberName("product")]
    Product,

    [JsonStringEnumMemberName("article")]
    Article,
}

/// <summary>A way in which visitors find the shop. Source to Content are the five utm parameters.</summary>
/// <param name="Channel">The acquisition channel that <c>channels.json</c> gives such an arrival; no client sends it.</param>
/// <param name="Bounce">The share of visits that end on the first page.</param>
/// <param name="Click">The click id that the channel adds to the address.</param>
sealed record Arrival(
    string Channel,
    double Share,
    double Bounce,
    Landing Landing,
    string? Referrer = null,
    string? Source = null,
    string? Medium = null,
    string? Campaign = null,
    string? Term = null,
    string? Content = null,
    string? Click = null
)
{
    /// <summary>The query of the landing page's address: empty or from its question mark, in ASCII.</summary>
    [JsonIgnore]
    public byte[] Query => field ??= QueryOf([.. Tags().Select(tag => $"utm_{tag.Utm}={Uri.EscapeDataString(tag.Value)}"), Click]);

    /// <summary>The member <c>campaign</c> of the context, after a comma; empty without one.</summary>
    [JsonIgnore]
    public byte[] CampaignJson =>
        field ??= Source is null ? [] : [.. ",\"campaign\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(Members(), JsonBytes.Relaxed)];

    [JsonIgnore]
    public byte[]? ReferrerUrl => field ??= Referrer is null ? null : Encoding.ASCII.GetBytes(Referrer);

    static byte[] QueryOf(string?[] parameters) =>
        parameters.OfType<string>().ToList() is { Count: > 0 } given ? Encoding.ASCII.GetBytes($"?{string.Join('&', given)}") : [];

    Dictionary<string, string> Members() => Tags().ToDictionary(tag => tag.Member, tag => tag.Value);

    IEnumerable<(string Utm, string Member, string Value)> Tags() =>
        new (string Utm, string Member, string? Value)[]
        {
            ("source", "source", Source),
            ("medium", "medium", Medium),
            ("campaign", "name", Campaign),
            ("term", "term", Term),
            ("content", "content", Content),
        }
            .Where(tag => tag.Value is not null)
            .Select(tag => (tag.Utm, tag.Member, tag.Value!));
}
