using Analytics.Hosting;

namespace Analytics.Collector.Keys;

/// <summary>Reads the SQL statements of folder <c>Sql</c>, which are embedded in the program.</summary>
static class KeySql
{
    public static string Text(string name) => EmbeddedText.Read(typeof(KeySql).Assembly, $"{name}.sql");
}
