using Bogus;

namespace Analytics.Local.Traffic;

/// <summary>A visitor's next action: the kind of event and its subject.</summary>
/// <param name="Type">The event's type: page, track or identify.</param>
/// <param name="Name">A page's name or a track's event; null for identify.</param>
/// <param name="Path">The page of the action.</param>
/// <param name="Product">The product concerned; null without one.</param>
/// <param name="Revenue">The revenue of a purchase.</param>
readonly record struct Step(string Type, string? Name, string Path, Product? Product = null, decimal? Revenue = null);

/// <summary>One visit from landing to leaving. Most look, some fill a cart, few buy.</summary>
sealed class Visitor
{
    readonly Shop _shop;
    readonly Randomizer _random;
    readonly Queue<Step> _steps = [];

    public Visitor(Shop shop, Randomizer random, int number)
    {
        _shop = shop;
        _random = random;
        AnonymousId = $"a-{random.Hexadecimal(16, "")}";
        SessionId = $"s-{number}-{random.Hexadecimal(6, "")}";
        Market = Weighted(shop.Markets, market => market.Share);
        Browser = Weighted(shop.Browsers, browser => browser.Share);
        Campaign = Weighted(shop.Campaigns, campaign => campaign.Share);
        Plan();
    }

    public string AnonymousId { get; }
    public string SessionId { get; }

    /// <summary>The user id; null until the visitor signs in.</summary>
    public string? UserId { get; private set; }

    public Market Market { get; }
    public Browser Browser { get; }
    public Campaign Campaign { get; }
    public bool HasLeft => _steps.Count == 0;

    public Step Next()
    {
        var step = _steps.Dequeue();
        if (step.Type == "identify")
            UserId = $"u-{_random.Number(1, 50_000)}";
        return step;
    }

    void Plan()
    {
        _steps.Enqueue(new("page", "Home", "/"));
        if (_random.Bool(0.3f))
            _steps.Enqueue(new("track", "search", "/search"));
        var cart = new List<Product>();
        for (var views = _random.Number(1, 6); views > 0; views--)
        {
            var product = _random.ListItem((IList<Product>)_shop.Products);
            _steps.Enqueue(new("page", "Product", product.Path, product));
            _steps.Enqueue(new("track", "product_viewed", product.Path, product));
            if (!_random.Bool(0.25f))
                continue;
            cart.Add(product);
            _steps.Enqueue(new("track", "added_to_cart", product.Path, product));
        }

        if (cart.Count > 0 && _random.Bool(0.45f))
            Buy(cart);
    }

    void Buy(List<Product> cart)
    {
        _steps.Enqueue(new("page", "Checkout", "/checkout"));
        _steps.Enqueue(new("identify", null, "/checkout"));
        _steps.Enqueue(new("track", "checkout_started", "/checkout"));
        if (_random.Bool(0.7f))
            _steps.Enqueue(new("track", "purchase", "/checkout", cart[0], cart.Sum(product => product.Price)));
    }

    T Weighted<T>(IReadOnlyList<T> choices, Func<T, float> share)
    {
        var point = _random.Float();
        foreach (var choice in choices)
        {
            point -= share(choice);
            if (point <= 0)
                return choice;
        }

        return choices[0];
    }
}
