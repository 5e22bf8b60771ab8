using Analytics.Warehouse;

namespace Warehouse.Tests;

/// <summary>Tests with a database of their own for each, and a session of each role that they use.</summary>
public abstract class FreshDatabase(WarehouseServer server) : IDisposable
{
    Session? _admin;
    Session? _writer;
    Session? _batch;
    Session? _reader;

    protected Database Database { get; } = server.Create();

    protected Session Admin => _admin ??= Database.Open();

    protected Session Writer => _writer ??= Database.Open(Roles.Writer);

    protected Session Batch => _batch ??= Database.Open(Roles.Batch);

    protected Session Reader => _reader ??= Database.Open(Roles.Reader);

    public void Dispose()
    {
        CleanUp();
        _reader?.Dispose();
        _batch?.Dispose();
        _writer?.Dispose();
        _admin?.Dispose();
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes the rows of tables that the database keeps for the next test.</summary>
    protected virtual void CleanUp() { }
}
