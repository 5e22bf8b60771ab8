using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class FileLockTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("file-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_lock_has_one_holder_at_a_time()
    {
        var path = Path.Combine(_folder, "new folder", "lock");
        using (var mine = FileLock.TryTake(path))
        {
            Assert.NotNull(mine);
            Assert.Null(FileLock.TryTake(path));
        }

        using var next = FileLock.TryTake(path);
        Assert.NotNull(next);
    }

    [Fact]
    public void A_path_that_cannot_be_a_file_is_an_error_and_not_a_lock_of_another()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");

        Assert.ThrowsAny<IOException>(() => FileLock.TryTake(Path.Combine(_folder, "file", "lock")));
        Assert.Throws<UnauthorizedAccessException>(() => FileLock.TryTake(_folder));
        Assert.ThrowsAny<IOException>(() => FileLock.TryTake(Path.Combine(_folder, new string('x', 300))));
    }

    [Fact]
    public async Task A_waiting_taker_gets_the_lock_when_it_is_released()
    {
        var path = Path.Combine(_folder, "lock");
        var held = FileLock.TryTake(path)!;
        var waiting = Task.Run(
            () => FileLock.Take(path, TimeSpan.FromMinutes(1), TimeProvider.System),
            TestContext.Current.CancellationToken
        );

        Assert.False(waiting.IsCompleted);
        held.Dispose();
        using var taken = await waiting;
        Assert.Null(FileLock.TryTake(path));
    }

    [Fact]
    public void A_wait_ends_with_the_lock_and_the_limit_in_the_message()
    {
        var path = Path.Combine(_folder, "lock");
        using var held = FileLock.TryTake(path);

        var error = Assert.Throws<TimeoutException>(() => FileLock.Take(path, TimeSpan.Zero, TimeProvider.System));

        Assert.Equal($"Another process has held {path} for 0s.", error.Message);
    }
}
