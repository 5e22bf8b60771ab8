using Analytics.Collector.Delivery.Spool;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Tests.Delivery.Spool;

/// <summary>The events that a spool still has after its disk was damaged.</summary>
public sealed class SpoolRecoveryTests
{
    [Fact]
    public void A_damaged_byte_loses_only_its_event()
    {
        var sizes = new[] { 40, 500, 1, 300, 80 };
        for (var at = 0L; ; at++)
        {
            var disk = Written(sizes);
            var name = disk.Files().First(SpoolSegment.IsName);
            var length = disk.Bytes(name).Length;
            if (at == length)
                return;

            disk.Flip(name, at);
            var (found, recovery) = Open(disk);
            Assert.True(found.Count >= sizes.Length - 1, $"byte {at}: {string.Join(' ', found)}");
            Assert.Equal(found.Order(), found);
            var isLastEvent = found.Count == sizes.Length - 1 && !found.Contains(sizes.Length - 1);

            // Damage at the end of the newest segment looks like an interrupted append.
            Assert.Equal(isLastEvent ? 0 : 1, recovery.Damaged);
        }
    }

    [Fact]
    public void Damaged_bytes_are_kept_aside_also_when_it_opens_again()
    {
        var disk = Written([100, 100, 100]);
        var name = disk.Files().First(SpoolSegment.IsName);
        var second = SpoolSegment.HeaderSize + SpoolRecord.SizeOf(SpoolModel.Event(0, 100));
        disk.Flip(name, second + 60);
        var (found, _) = Open(disk);
        Assert.Equal([0, 2], found);
        var aside = Assert.Single(disk.Files(), file => file.EndsWith(".corrupt", StringComparison.Ordinal));
        Assert.Equal(SpoolRecord.SizeOf(SpoolModel.Event(1, 100)), disk.Bytes(aside).Length);
        Assert.Equal(found, Open(disk).Found);
        Assert.Single(disk.Files(), file => file.EndsWith(".corrupt", StringComparison.Ordinal));
    }

    [Fact]
    public void A_segment_that_cannot_be_read_in_part_is_drained_up_to_there_and_kept_whole()
    {
        var disk = Written([100, 100, 100]);
        var name = disk.Files().First(SpoolSegment.IsName);
        var written = disk.Bytes(name);
        disk.UnreadableAt = SpoolSegment.HeaderSize + SpoolRecord.SizeOf(SpoolModel.Event(0, 100)) + 60;
        Assert.Equal([0], Open(disk).Found);
        var (found, recovery) = Open(disk);
        Assert.Equal([0], found);
        Assert.Equal(1, recovery.Damaged);

        var drained = new List<SpooledEvent>();
        using (var log = Recovery(disk).Open(_ => { }))
        {
            var cursor = new SpoolCursor(log, log.Drained, (_, _) => { });
            cursor.Read(drained, 10, 10_000);
            log.Advance(cursor.Next);
            Assert.True(log.IsDrained);
        }

        Assert.Equal([0], drained.Select(one => one.Sequence));
        Assert.Equal(written, disk.Bytes(SpoolSegment.AsideNameOf(SpoolSegment.KeptNameOf(name))));
    }

    [Fact]
    public void A_segment_that_cannot_be_read_once_is_drained_at_the_next_start()
    {
        var disk = Written([100, 100, 100]);
        disk.UnreadableAt = SpoolSegment.HeaderSize + SpoolRecord.SizeOf(SpoolModel.Event(0, 100)) + 60;
        long added;
        using (var log = Recovery(disk).Open(_ => { }))
        {
            added = log.Next;
            log.Append([SpoolModel.Event(added, 50)]);
        }

        disk.UnreadableAt = null;
        Assert.Equal([0, 1, 2, added], Open(disk).Found);
    }

    [Fact]
    public void A_segment_that_cannot_be_read_at_all_is_kept_aside()
    {
        var disk = Written([100, 100, 100]);
        var name = disk.Files().First(SpoolSegment.IsName);
        var written = disk.Bytes(name);
        disk.UnreadableAt = 10;
        Assert.Empty(Open(disk).Found);
        Assert.DoesNotContain(disk.Files(), SpoolSegment.IsName);
        Assert.Equal(written, disk.Bytes(SpoolSegment.AsideNameOf(SpoolSegment.KeptNameOf(name))));
    }

    [Fact]
    public void Events_before_an_unreadable_one_are_read_before_the_failure()
    {
        var disk = new FragileDisk(new Random(1), _ => { });
        using var log = new SpoolRecovery(disk, 10_000, TimeProvider.System, NullLogger<SpoolLog>.Instance).Open(_ => { });
        log.Append([SpoolModel.Event(0, 100), SpoolModel.Event(1, 100), SpoolModel.Event(2, 100)]);
        disk.UnreadableAt = SpoolSegment.HeaderSize + SpoolRecord.SizeOf(SpoolModel.Event(0, 100)) + 60;
        var cursor = new SpoolCursor(log, 0, (_, _) => { });
        var read = new List<SpooledEvent>();
        cursor.Read(read, 10, 10_000);
        Assert.Equal([0], read.Select(one => one.Sequence));
        Assert.Throws<IOException>(() => cursor.Read([], 10, 10_000));
        disk.UnreadableAt = null;
        cursor.Read(read, 10, 10_000);
        Assert.Equal([0, 1, 2], read.Select(one => one.Sequence));
    }

    [Fact]
    public void A_real_file_is_renamed_while_it_is_open()
    {
        using var folder = new Analytics.Testing.TestFolder();
        var disk = new SpoolDisk(folder.Path);
        using var file = disk.Create("one", 8);
        disk.Move("one", "two");
        file.Write("12345678"u8, 0);
        Assert.Equal(["two"], disk.Files());
        Assert.Equal("12345678"u8.ToArray(), File.ReadAllBytes(Path.Combine(folder.Path, "two")));
    }

    [Fact]
    public void Progress_that_is_lost_drains_again_what_is_there()
    {
        var disk = Written([100, 100, 100], log => log.Advance(2));
        Assert.Equal([2], Open(disk).Found);
        disk.Flip(SpoolProgress.Name, 4096);
        Assert.Equal([0, 1, 2], Open(disk).Found);
    }

    [Fact]
    public void A_real_folder_is_read_back_the_same()
    {
        using var folder = new Analytics.Testing.TestFolder();
        var disk = new SpoolDisk(folder.Path);
        using (var log = Recovery(disk).Open(_ => { }))
        {
            for (var group = 0; group < 20; group++)
                log.Append([.. Enumerable.Range(0, 5).Select(place => SpoolModel.Event(log.Next + place, 200))]);

            log.Advance(42);
        }

        File.WriteAllBytes(Path.Combine(folder.Path, SpoolSegment.NameOf(1000)), new byte[64]);
        var found = new List<long>();
        using var next = Recovery(disk).Open(record => found.Add(record.Sequence));
        Assert.Equal(Enumerable.Range(42, 58).Select(number => (long)number), found);
        Assert.Equal(100, next.Next);
        Assert.True(next.Bytes < 58 * 300);
        next.Advance(100);
        next.Clear();
        Assert.Equal([SpoolProgress.Name], disk.Files());
    }

    static FragileDisk Written(int[] sizes, Action<SpoolLog>? then = null)
    {
        var disk = new FragileDisk(new Random(1), _ => { });
        using var log = new SpoolRecovery(disk, 10_000, TimeProvider.System, NullLogger<SpoolLog>.Instance).Open(_ => { });
        foreach (var size in sizes)
            log.Append([SpoolModel.Event(log.Next, size)]);

        then?.Invoke(log);
        return disk;
    }

    static (List<long> Found, SpoolRecovery Recovery) Open(FragileDisk disk)
    {
        var found = new List<long>();
        var recovery = Recovery(disk);
        recovery.Open(record => found.Add(record.Sequence)).Dispose();
        return (found, recovery);
    }

    static SpoolRecovery Recovery(ISpoolDisk disk) =>
        new(disk, SpoolModel.SegmentBytes, TimeProvider.System, NullLogger<SpoolLog>.Instance);
}
