using Analytics.Hosting;

namespace Analytics.Collector.Keys;

/// <summary>The statements of folder <c>Sql</c>, which travel inside the program.</summary>
static class KeySql
{
    public static string Text(string name) => EmbeddedText.Read(typeof(KeySql).Assembly, $"{name}.sql");
}
