namespace Analytics.Testing.Ledger;

/// <summary>What a collector still holds (S): acknowledged, and not in Kafka yet.</summary>
/// <param name="collector">Where it listens.</param>
sealed class SpoolBook(string collector) : IDisposable
{
    const string Metric = "collector_spool_mode ";
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>True once every event goes directly to Kafka; false also while nobody can be asked.</summary>
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
