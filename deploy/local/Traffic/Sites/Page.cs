using System.Text;
using System.Text.Json.Serialization;

namespace Analytics.Local.Traffic.Sites;

/// <summary>A page of the site, or a screen of the app.</summary>
/// <param name="Name">The kind of page, which is the event's name.</param>
/// <param name="Title">The title in the browser; by default the name.</param>
sealed record Page(string Name, string Path, string? Title = null)
{
    public static readonly Page Home = new("Home", "/", "Example Shop");
    public static readonly Page Search = new("Search", "/search");
    public static readonly Page Cart = new("Cart", "/cart");
    public static readonly Page Checkout = new("Checkout", "/checkout");
    public static readonly Page Thanks = new("Thank you", "/checkout/thanks");
    public static readonly Page Register = new("Register", "/register");
    public static readonly Page NotFound = new("Not found", "/old/catalog.html", "404");

    /// <summary>The page's address: plain ASCII, so that it needs no escapes in JSON.</summary>
    [JsonIgnore]
    public byte[] Url { get; } = Encoding.ASCII.GetBytes(Shop.Address + Path);

    [JsonIgnore]
    public byte[] NameJson { get; } = JsonBytes.Text(Name);

    [JsonIgnore]
    public byte[] PathJson { get; } = JsonBytes.Text(Path);

    [JsonIgnore]
    public byte[] TitleJson { get; } = JsonBytes.Text(Title ?? Name);
}
