using System.Text.Json;
using System.Text.Json.Serialization;
using Analytics.Hosting;

namespace Analytics.Transforms;

/// <summary>The table of acquisition channels, <c>channels.json</c>. All texts are in lower case but the channels' names.</summary>
/// <param name="None">Values of utm_source and utm_medium that mean that the link has none.</param>
/// <param name="PaidMediums">Mediums of paid links.</param>
/// <param name="OtherPaid">The channel of a paid link that no channel names.</param>
/// <param name="Channels">The channels; of two that match, the first wins.</param>
/// <param name="Referral">The channel of every other tagged link and of every other referrer.</param>
/// <param name="Direct">The channel of an arrival without any sign of its origin.</param>
sealed record ChannelRules(
    IReadOnlyList<string> None,
    IReadOnlyList<string> PaidMediums,
    string OtherPaid,
    IReadOnlyList<ChannelRule> Channels,
    string Referral,
    string Direct
)
{
    public static ChannelRules Embedded { get; } =
        JsonSerializer.Deserialize(
            EmbeddedText.Read(typeof(ChannelRules).Assembly, "channels.json"),
            ChannelRulesJson.Default.ChannelRules
        )!;
}

/// <summary>The signs of one channel.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Paid">The channel of its paid links; without one it has the channel's name.</param>
/// <param name="Mediums">Values of utm_medium.</param>
/// <param name="Sources">Values of utm_source; a domain of the channel as utm_source counts too.</param>
/// <param name="Domains">
/// Domains of referrers with all their subdomains; <c>google.*</c> is that name under any top-level domain, without subdomains.
/// </param>
/// <param name="ClickIds">Parameters of the page's address that the channel adds to any link.</param>
/// <param name="PaidClickIds">Parameters of the page's address that the channel adds to paid links only.</param>
sealed record ChannelRule(
    string Channel,
    string? Paid = null,
    IReadOnlyList<string>? Mediums = null,
    IReadOnlyList<string>? Sources = null,
    IReadOnlyList<string>? Domains = null,
    IReadOnlyList<string>? ClickIds = null,
    IReadOnlyList<string>? PaidClickIds = null
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(ChannelRules))]
sealed partial class ChannelRulesJson : JsonSerializerContext;
