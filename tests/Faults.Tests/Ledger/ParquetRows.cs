using Parquet;
using Parquet.Schema;

namespace Faults.Tests.Ledger;

/// <summary>Columns of one Parquet file, read without Spark.</summary>
sealed class ParquetRows : IAsyncDisposable
{
    readonly ParquetReader reader;
    readonly Dictionary<string, DataField> fields;

    ParquetRows(ParquetReader reader)
    {
        this.reader = reader;
        fields = reader.Schema.GetDataFields().Where(field => field.Path.Length == 1).ToDictionary(field => field.Name);
    }

    public static async Task<ParquetRows> OpenAsync(string file) => new(await ParquetReader.CreateAsync(file));

    public async Task<List<T?>> ValuesAsync<T>(string column) where T : struct
    {
        var values = new List<T?>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var read = new T?[rows.RowCount];
            await rows.ReadAsync<T>(fields[column], read.AsMemory());
            values.AddRange(read);
        }

        return values;
    }

    public async Task<List<string?>> TextsAsync(string column)
    {
        var values = new List<string?>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var read = new string?[rows.RowCount];
            await rows.ReadAsync(fields[column], read.AsMemory()!);
            values.AddRange(read);
        }

        return values;
    }

    public ValueTask DisposeAsync() => reader.DisposeAsync();
}
