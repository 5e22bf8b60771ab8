using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.Visits;

/// <summary>Writes the properties of a step in the vocabulary of Segment's e-commerce events.</summary>
sealed class PropertiesWriter(JsonBuffer json)
{
    public void Write(Step step, Visit visit)
    {
        if (step.Order is { } order)
            WriteOrder(order, step, visit);
        else if (step.Product is { } product)
            WriteProduct(product, visit.Person.Market.PriceOf(product), 1, visit.Person.Market.CurrencyJson);
        else if (step.Query is { } query)
            json.Append("\"query\":"u8, JsonBytes.Text(query));
        else if (step.Kind == EventKind.ListViewed)
            json.Append("\"category\":"u8, step.Page.TitleJson);
        else if (step.Kind == EventKind.SignedUp)
            json.Append("\"method\":\"email\""u8);
        else if (step.Kind.IsPageView && step.Page == Page.NotFound)
            json.Append("\"status\":404"u8);
    }

    // Only a placed order has revenue.
    void WriteOrder(Order order, Step step, Visit visit)
    {
        json.Append($"\"order_id\":\"o-{visit.SessionId}\",\"payment\":\"{order.Payment}\"");
        if (order.Coupon is { } coupon)
            json.Append($",\"coupon\":\"{coupon}\"");
        json.Append(step.Kind == EventKind.OrderCompleted ? ",\"revenue\":"u8 : ",\"value\":"u8, order.Revenue);
        json.Append(",\"currency\":"u8, visit.Person.Market.CurrencyJson);
        json.Append(",\"products\":["u8);
        for (var line = 0; line < order.Lines.Count; line++)
        {
            json.Append(line == 0 ? "{"u8 : ",{"u8);
            WriteProduct(order.Lines[line].Product, order.Lines[line].Price, order.Lines[line].Quantity, null);
            json.Append("}"u8);
        }

        json.Append("]"u8);
    }

    void WriteProduct(Product product, decimal price, int quantity, byte[]? currency)
    {
        json.Append(product.Json);
        json.Append(",\"price\":"u8, price);
        json.Append($",\"quantity\":{quantity}");
        if (currency is not null)
            json.Append(",\"currency\":"u8, currency);
    }
}
