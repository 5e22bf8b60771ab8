using Bogus;

namespace Analytics.Local.Traffic;

/// <summary>What a visitor does next: the kind of event, and what it is about.</summary>
/// <param name="Type">The event's type: page, track or identify.</param>
/// <param name="Name">A page's name or a track's event; null for identify.</param>
/// <param name="Path">The page it happens on.</param>
/// <param name="Product">What it is about, if anything.</param>
/// <param name="Revenue">Of a purchase.</param>
readonly record struct Step(string Type, string? Name, string Path, Product? Product = null, decimal? Revenue = null);

/// <summary>One visit from landing to leaving. Most look, some fill a cart, few buy.</summary>
sealed class Visitor
{
    readonly Shop shop;
    readonly Randomizer random;
    readonly Queue<Step> steps = [];

    public Visitor(Shop shop, Randomizer random, int number)
    {
        this.shop = shop;
        this.random = random;
        AnonymousId = $"a-{random.Hexadecimal(16, "")}";
        SessionId = $"s-{number}-{random.Hexadecimal(6, "")}";
        Market = Weighted(shop.Markets, market => market.Share);
        Browser = Weighted(shop.Browsers, browser => browser.Share);
        Campaign = Weighted(shop.Campaigns, campaign => campaign.Share);
        Plan();
    }

    public string AnonymousId { get; }
    public string SessionId { get; }

    /// <summary>Known once the visitor has signed in.</summary>
    public string? UserId { get; private set; }

    public Market Market { get; }
    public Browser Browser { get; }
    public Campaign Campaign { get; }
    public bool HasLeft => steps.Count == 0;

    public Step Next()
    {
        var step = steps.Dequeue();
        if (step.Type == "identify")
            UserId = $"u-{random.Number(1, 50_000)}";
        return step;
    }

    void Plan()
    {
        steps.Enqueue(new("page", "Home", "/"));
        if (random.Bool(0.3f))
            steps.Enqueue(new("track", "search", "/search"));
        var cart = new List<Product>();
        for (var views = random.Number(1, 6); views > 0; views--)
        {
            var product = random.ListItem((IList<Product>)shop.Products);
            steps.Enqueue(new("page", "Product", product.Path, product));
            steps.Enqueue(new("track", "product_viewed", product.Path, product));
            if (!random.Bool(0.25f))
                continue;
            cart.Add(product);
            steps.Enqueue(new("track", "added_to_cart", product.Path, product));
        }

        if (cart.Count > 0 && random.Bool(0.45f))
            Buy(cart);
    }

    void Buy(List<Product> cart)
    {
        steps.Enqueue(new("page", "Checkout", "/checkout"));
        steps.Enqueue(new("identify", null, "/checkout"));
        steps.Enqueue(new("track", "checkout_started", "/checkout"));
        if (random.Bool(0.7f))
            steps.Enqueue(new("track", "purchase", "/checkout", cart[0], cart.Sum(product => product.Price)));
    }

    T Weighted<T>(IReadOnlyList<T> choices, Func<T, float> share)
    {
        var point = random.Float();
        foreach (var choice in choices)
        {
            point -= share(choice);
            if (point <= 0)
                return choice;
        }

        return choices[0];
    }
}
