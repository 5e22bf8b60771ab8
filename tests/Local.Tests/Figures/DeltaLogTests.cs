using Analytics.Local.Figures;

namespace Local.Tests.Figures;

public sealed class DeltaLogTests : IDisposable
{
    readonly TestFolder _folder = new();

    public DeltaLogTests() => Directory.CreateDirectory(Path.Combine(_folder.Path, "_delta_log"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_that_does_not_exist_has_no_rows() => Assert.Equal(0, new DeltaLog(Path.Combine(_folder.Path, "none")).CountRows());

    [Fact]
    public void Adds_up_what_is_there_and_takes_off_what_was_removed()
    {
        var table = new DeltaLog(_folder.Path);
        Commit(0, Add("a", 10), """{"commitInfo":{"operation":"WRITE"}}""");
        Commit(1, Add("b", 5));
        Assert.Equal(15, table.CountRows());
        Commit(2, """{"remove":{"path":"a","dataChange":false}}""", """{"remove":{"path":"b","dataChange":false}}""", Add("c", 15));
        Assert.Equal(15, table.CountRows());
        Commit(3, """{"add":{"path":"c","stats":"{\"numRecords\":15}","deletionVector":{"cardinality":4}}}""");
        Assert.Equal(11, table.CountRows());
    }

    [Fact]
    public void Refuses_files_that_do_not_say_how_many_rows_they_hold()
    {
        Commit(0, """{"add":{"path":"a"}}""");
        Assert.Throws<InvalidDataException>(() => new DeltaLog(_folder.Path).CountRows());
    }

    [Fact]
    public void Refuses_a_log_whose_beginning_is_gone()
    {
        Commit(7, Add("a", 1));
        Assert.Throws<InvalidDataException>(() => new DeltaLog(_folder.Path).CountRows());
    }

    static string Add(string path, int rows) => $$$"""{"add":{"path":"{{{path}}}","stats":"{\"numRecords\":{{{rows}}}}"}}""";

    void Commit(long version, params string[] actions) =>
        File.WriteAllLines(Path.Combine(_folder.Path, "_delta_log", $"{version:D20}.json"), actions);
}
