namespace Analytics.Testing.Ledger;

/// <summary>Reads what a collector still holds (S): acknowledged events that are not yet in Kafka.</summary>
/// <param name="collector">The address of the collector.</param>
sealed class SpoolBook(string collector) : IDisposable
{
    const string Metric = "collector_spool_mode ";
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>True when every event goes directly to Kafka; false also while the collector does not answer.</summary>
    public async Task<bool> IsEmptyAsync()
    {
        try
        {
            var metrics = await _http.GetStringAsync(new Uri($"{collector}/metrics"));
            return metrics.Split('\n').Any(line => line == $"{Metric}0");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
