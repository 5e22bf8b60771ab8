using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>A kind of event by its type and, of a track event, its name in Segment's e-commerce vocabulary.</summary>
sealed record EventKind(string Type, string? Name = null)
{
    public static readonly EventKind Page = new("page");
    public static readonly EventKind Screen = new("screen");
    public static readonly EventKind Identify = new("identify");
    public static readonly EventKind Search = new("track", "Search");
    public static readonly EventKind ListViewed = new("track", "Product List Viewed");
    public static readonly EventKind ProductViewed = new("track", "Product Viewed");
    public static readonly EventKind ProductAdded = new("track", "Product Added");
    public static readonly EventKind CartViewed = new("track", "Cart Viewed");
    public static readonly EventKind CheckoutStarted = new("track", "Checkout Started");
    public static readonly EventKind OrderCompleted = new("track", "Order Completed");
    public static readonly EventKind SignedUp = new("track", "Signed Up");
    public static readonly EventKind Subscribed = new("track", "Newsletter Subscribed");

    public byte[] TypeJson { get; } = JsonBytes.Text(Type);

    public byte[]? NameJson { get; } = Name is null ? null : JsonBytes.Text(Name);

    public bool IsPageView => Type is "page" or "screen";
}

/// <summary>A visitor's next action.</summary>
/// <param name="Page">The page on which it happens.</param>
/// <param name="Product">The product concerned; null without one.</param>
/// <param name="Query">The words of a search.</param>
/// <param name="Order">The purchase; of a started checkout the order that is not placed yet.</param>
readonly record struct Step(EventKind Kind, Page Page, Product? Product = null, string? Query = null, Order? Order = null)
{
    public string Name => Kind.Name ?? (Kind.IsPageView ? Page.Name : Kind.Type);
}
