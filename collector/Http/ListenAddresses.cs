namespace Analytics.Collector.Http;

/// <summary>Checks the addresses to listen on: <c>--urls</c>, <c>ASPNETCORE_URLS</c>.</summary>
static class ListenAddresses
{
    public static IEnumerable<string> Validate(IConfiguration configuration) =>
        (configuration["urls"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(address => !IsGood(address))
            .Select(address => $"urls: '{address}' is no address like http://127.0.0.1:8080. (TLS is the gateway's.)");

    static bool IsGood(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Scheme.Equals("http", StringComparison.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
