namespace Analytics.Collector.Keys.Commands;

static class KeyView
{
    /// <summary>The key alone on standard output, so that a script may take it; the words beside it.</summary>
    public static async Task ShowOnceAsync(string id, string key, string words)
    {
        await Console.Error.WriteLineAsync($"{id}: {words}.");
        await Console.Error.WriteLineAsync("The key, shown this once (only its SHA-256 is kept):");
        await Console.Out.WriteLineAsync(key);
    }
}
