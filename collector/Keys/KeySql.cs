namespace Analytics.Collector.Keys;

/// <summary>The statements of folder <c>Sql</c>, which travel inside the program.</summary>
static class KeySql
{
    public static string Text(string name)
    {
        using var stream = typeof(KeySql).Assembly.GetManifestResourceStream($"{name}.sql")
            ?? throw new InvalidOperationException($"This build holds no statement '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
