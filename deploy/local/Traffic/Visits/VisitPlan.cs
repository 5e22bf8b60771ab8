using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>Plans a visit from landing to leaving. Most look, some fill a cart, few buy.</summary>
sealed class VisitPlan(Shop shop, Site site, Market market, Chance chance)
{
    static readonly string[] _payments = ["card", "card", "paypal", "invoice", "apple_pay"];

    readonly List<Step> _steps = [];
    readonly List<OrderLine> _cart = [];

    /// <summary>Plans the visit of a crawler: page after page, and nothing else.</summary>
    public List<Step> Crawl()
    {
        for (var pages = 3 + chance.Number(18); pages > 0; pages--)
            See(chance.Bool(0.8) ? Popular().Page : chance.Pick(shop.Articles));

        return _steps;
    }

    /// <param name="arrival">How the visitor came, which decides the first page and whether it remains the only one.</param>
    /// <param name="hasAccount">True for a visitor who need not sign up.</param>
    public List<Step> Walk(Arrival arrival, bool hasAccount)
    {
        var landed = arrival.Landing is Landing.Product ? Popular() : null;
        var bounces = chance.Bool(arrival.Bounce);
        See(
            arrival.Landing switch
            {
                Landing.Product => landed!.Page,
                Landing.Category => Category(),
                Landing.Article => chance.Pick(shop.Articles),
                _ => Page.Home,
            }
        );
        if (bounces)
            return _steps;

        if (landed is not null)
            Consider(landed);
        Browse();
        if (!hasAccount && chance.Bool(0.05))
            SignUp();
        if (_cart.Count > 0 && chance.Bool(0.5))
            CheckOut();

        return _steps;
    }

    void Browse()
    {
        if (chance.Bool(0.25))
        {
            See(Page.Search);
            Do(EventKind.Search, Page.Search, query: chance.Pick(shop.Searches));
        }

        for (var views = 1 + chance.Number(4); views > 0; views--)
        {
            if (chance.Bool(0.4))
            {
                See(Category());
                Do(EventKind.ListViewed, _steps[^1].Page);
            }

            var product = Popular();
            See(product.Page);
            Consider(product);
        }

        if (chance.Bool(0.12))
            See(chance.Pick(shop.Articles));
        if (chance.Bool(0.02))
            See(Page.NotFound);
        if (chance.Bool(0.03))
            Do(EventKind.Subscribed, _steps[^1].Page);
    }

    void Consider(Product product)
    {
        Do(EventKind.ProductViewed, product.Page, product);
        if (!chance.Bool(0.16))
            return;
        Do(EventKind.ProductAdded, product.Page, product);
        _cart.Add(new(product, market.PriceOf(product), chance.Bool(0.85) ? 1 : 2 + chance.Number(3)));
    }

    void SignUp()
    {
        See(Page.Register);
        Do(EventKind.Identify, Page.Register);
        Do(EventKind.SignedUp, Page.Register);
    }

    void CheckOut()
    {
        See(Page.Cart);
        Do(EventKind.CartViewed, Page.Cart);
        if (chance.Bool(0.25))
            return;
        var order = new Order([.. _cart], chance.Pick(_payments), chance.Bool(0.1) ? "AUTUMN10" : null);
        See(Page.Checkout);
        Do(EventKind.Identify, Page.Checkout);
        Do(EventKind.CheckoutStarted, Page.Checkout, order: order);
        if (chance.Bool(0.3))
            return;
        See(Page.Thanks);
        Do(EventKind.OrderCompleted, Page.Thanks, order: order);
    }

    Product Popular() => shop.Products[(int)chance.Skewed(shop.Products.Count)];

    Page Category() => shop.Categories[(int)chance.Skewed(shop.Categories.Count)];

    void See(Page page) => _steps.Add(new(site.IsApp ? EventKind.Screen : EventKind.Page, page));

    void Do(EventKind kind, Page page, Product? product = null, string? query = null, Order? order = null) =>
        _steps.Add(new(kind, page, product, query, order));
}
