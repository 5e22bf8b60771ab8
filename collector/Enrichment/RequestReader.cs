using System.Text;
using Analytics.Collector.Enrichment.Geo;
using Analytics.Collector.Enrichment.UserAgents;
using Analytics.Collector.Http;
using Analytics.Collector.Keys;
using Analytics.Collector.Privacy;

namespace Analytics.Collector.Enrichment;

/// <summary>Reads a request's headers and IP address once, for all of its events.</summary>
sealed class RequestReader(ClientAddress addresses, GeoDatabase geo)
{
    public RequestFacts Read(HttpContext context, DateTimeOffset receivedAt, WriteKey key, PresentedKey? presented)
    {
        var headers = context.Request.Headers;
        var address = addresses.Whole(context);
        var userAgent = headers.UserAgent.ToString();
        return new RequestFacts(
            context.TraceIdentifier,
            receivedAt,
            key,
            userAgent.Length == 0 ? null : userAgent,
            CutAddress.Of(address),
            CountryCode.Of(addresses.CountryHeader(context))
        )
        {
            Hints = ClientHints.Of(headers),
            Wishes = RequestWishes.Of(headers),
            Place = geo.Find(address),
            PresentedKey = presented is { } given ? Encoding.UTF8.GetBytes(given.Text) : default,
        };
    }
}
