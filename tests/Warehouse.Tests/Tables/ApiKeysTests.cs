using Npgsql;

namespace Warehouse.Tests.Tables;

public sealed class ApiKeysTests : IDisposable
{
    readonly Database _database;

    public ApiKeysTests(WarehouseServer server) => _database = server.Create();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Defaults_are_the_mildest_policies()
    {
        using var admin = _database.Open();
        Insert(admin, "id", "'browser_a'");
        Assert.Equal(
            ["browser_a|web|browser|{}|anonymize|ignore|ignore|null|null||USD|null|null|null"],
            admin.Rows(
                """
                SELECT id, source, kind, origins, gpc, dnt, no_consent, events_per_second, burst,
                description, currency, expires_at, disabled_at, revoked_at
                FROM warehouse.api_keys
                """
            )
        );
    }

    [Theory]
    [InlineData("id", "'browser_a.secret'")]
    [InlineData("id", "'Browser'")]
    [InlineData("sha256", "'short'")]
    [InlineData("source", "''")]
    [InlineData("source", "repeat('x', 65)")]
    [InlineData("source", "E'a\\nb'")]
    [InlineData("kind", "'robot'")]
    [InlineData("origins", "'{https://shop.example,NULL}'")]
    [InlineData("gpc", "'perhaps'")]
    [InlineData("dnt", "NULL")]
    [InlineData("no_consent", "''")]
    [InlineData("events_per_second", "0")]
    [InlineData("burst", "5")]
    [InlineData("description", "E'\\x1b[2J'")]
    [InlineData("currency", "'usd'")]
    [InlineData("currency", "'EURO'")]
    [InlineData("currency", "NULL")]
    public void A_row_that_no_collector_could_use_is_refused(string column, string value)
    {
        using var admin = _database.Open();
        var refused = Assert.Throws<PostgresException>(() => Insert(admin, column, value));
        Assert.Contains(refused.SqlState, (string[])[PostgresErrorCodes.CheckViolation, PostgresErrorCodes.NotNullViolation]);
    }

    [Fact]
    public void No_page_may_use_an_operator_key()
    {
        using var admin = _database.Open();
        Insert(admin, "kind", "'operator'");
        Assert.Equal(
            PostgresErrorCodes.CheckViolation,
            Assert
                .Throws<PostgresException>(() => admin.Execute("UPDATE warehouse.api_keys SET origins = '{https://shop.example}'"))
                .SqlState
        );
    }

    [Fact]
    public void Two_keys_are_never_equal()
    {
        using var admin = _database.Open();
        Insert(admin, "id", "'browser_a'");
        Assert.Equal(
            PostgresErrorCodes.UniqueViolation,
            Assert.Throws<PostgresException>(() => Insert(admin, "id", "'browser_b'")).SqlState
        );
    }

    /// <summary>Inserts a valid row with one column replaced; its hash is always the same.</summary>
    static void Insert(Session admin, string column, string value)
    {
        var row = new Dictionary<string, string>
        {
            ["id"] = "'browser_a'",
            ["sha256"] = "sha256('key')",
            ["source"] = "'web'",
            ["kind"] = "'browser'",
        };
        row[column] = value;
        admin.Execute($"INSERT INTO warehouse.api_keys ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", row.Values)})");
    }
}
