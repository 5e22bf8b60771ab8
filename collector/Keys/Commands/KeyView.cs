namespace Analytics.Collector.Keys.Commands;

static class KeyView
{
    /// <summary>Prints the key alone to standard output, for scripts, and its description to standard error.</summary>
    public static async Task ShowOnceAsync(string id, string key, string words)
    {
        await Console.Error.WriteLineAsync($"{id}: {words}.");
        await Console.Error.WriteLineAsync("The key, shown this once (only its SHA-256 is kept):");
        await Console.Out.WriteLineAsync(key);
    }
}
