using Parquet;
using Parquet.Schema;

namespace Analytics.Testing.Lake;

/// <summary>Reads columns of one Parquet file without Spark.</summary>
sealed class ParquetRows : IAsyncDisposable
{
    readonly ParquetReader _reader;
    readonly Dictionary<string, DataField> _fields;

    ParquetRows(ParquetReader reader)
    {
        _reader = reader;
        _fields = reader.Schema.GetDataFields().Where(field => field.Path.Length == 1).ToDictionary(field => field.Name);
    }

    public static async Task<ParquetRows> OpenAsync(string file) => new(await ParquetReader.CreateAsync(file));

    public async Task<List<T?>> ValuesAsync<T>(string column)
        where T : struct
    {
        var values = new List<T?>();
        for (var group = 0; group < _reader.RowGroupCount; group++)
        {
            using var rows = _reader.OpenRowGroupReader(group);
            var read = new T?[rows.RowCount];
            await rows.ReadAsync<T>(_fields[column], read.AsMemory());
            values.AddRange(read);
        }

        return values;
    }

    public async Task<List<string?>> TextsAsync(string column)
    {
        var values = new List<string?>();
        for (var group = 0; group < _reader.RowGroupCount; group++)
        {
            using var rows = _reader.OpenRowGroupReader(group);
            var read = new string?[rows.RowCount];
            await rows.ReadAsync(_fields[column], read.AsMemory()!);
            values.AddRange(read);
        }

        return values;
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();
}
