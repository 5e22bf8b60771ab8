namespace Analytics.Local.Traffic.Sites;

/// <summary>A product of the shop.</summary>
/// <param name="Price">The price in euros.</param>
sealed record Product(string Id, string Name, string Category, decimal Price, Page Page)
{
    /// <summary>The members of Segment's product that are the same in every market.</summary>
    public byte[] Json { get; } =
    [
        .. "\"product_id\":"u8,
        .. JsonBytes.Text(Id),
        .. ",\"sku\":"u8,
        .. JsonBytes.Text($"SKU-{Id[2..].PadLeft(4, '0')}"),
        .. ",\"name\":"u8,
        .. JsonBytes.Text(Name),
        .. ",\"category\":"u8,
        .. JsonBytes.Text(Category),
    ];
}

/// <summary>A product in the cart, at the market's price.</summary>
readonly record struct OrderLine(Product Product, decimal Price, int Quantity);

/// <summary>A purchase.</summary>
sealed record Order(IReadOnlyList<OrderLine> Lines, string Payment, string? Coupon)
{
    public decimal Revenue { get; } = Lines.Sum(line => line.Price * line.Quantity);
}
