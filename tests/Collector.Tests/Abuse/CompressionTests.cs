using System.Text;
using Collector.Tests.Running;

namespace Collector.Tests.Abuse;

/// <summary>Bodies that expand too much, that are not in the stated encoding, or that are cut off.</summary>
public sealed class CompressionTests(RunningCollector running)
{
    const long Gigabyte = 1000L * 1024 * 1024;
    const int AtOnce = 16;

    [Fact]
    public async Task Bombs_are_refused_at_the_limit_sixteen_at_once()
    {
        await using var load = await LoadAttack.BeginAsync(running);
        foreach (var encoding in Compressed.Names)
        {
            var bomb = Compressed.Zeros(encoding, Gigabyte);
            var answers = await Task.WhenAll(
                Enumerable.Range(0, AtOnce).Select(_ => Attack.PostAsync(load.Collector, "/v1/events", bomb, encoding))
            );
            // The collector may have no memory for so many at once, but always for one.
            Assert.All(answers, answer =>
                Assert.Contains(answer, ((int, string?)[])[(413, "body_inflates_too_much"), (503, "overloaded")])
            );
            Assert.Equal((413, "body_inflates_too_much"), await Attack.PostAsync(load.Collector, "/v1/events", bomb, encoding));
            Assert.Equal((400, "body_inflates_too_much"), await Attack.PostAsync(load.Collector, "/v1/batch", bomb, encoding));
        }

        var hungry = Enumerable.Range(0, AtOnce).Select(_ => Attack.PostAsync(load.Collector, "/v1/events", LargeWindow(), "zstd"));
        Assert.All(await Task.WhenAll(hungry), answer => Assert.Equal((400, "body_unreadable"), answer));
        await load.HoldsAsync();
    }

    [Fact]
    public async Task A_false_truncated_or_doubly_compressed_body_is_refused()
    {
        await using var load = await LoadAttack.BeginAsync(running);
        var plain = Encoding.UTF8.GetBytes(
            """[{"type":"page","userId":"u","properties":{"text":"some text that is long enough to be packed"}}]"""
        );
        foreach (var really in Compressed.Names)
        {
            var packed = Compressed.As(really, plain);
            for (var length = 1; length < packed.Length; length += 3)
                Assert.Equal((400, "body_unreadable"), await Attack.PostAsync(load.Collector, "/v1/events", packed[..length], really));

            foreach (var said in Compressed.Names.Where(name => name != really))
            {
                // Gzip is recognized by its bytes, except in what is called br, which may begin like it.
                Assert.Equal(
                    really == "gzip" && said != "br" ? (200, null) : (400, "body_unreadable"),
                    await Attack.PostAsync(load.Collector, "/v1/events", packed, said)
                );
                Assert.Equal(
                    (415, "encoding_unknown"),
                    await Attack.PostAsync(load.Collector, "/v1/events", Compressed.As(said, packed), $"{really}, {said}")
                );
                Assert.Equal(
                    (400, "encoding_unknown"),
                    await Attack.PostAsync(load.Collector, "/v1/batch", Compressed.As(said, packed), $"{really}, {said}")
                );
            }

            Assert.Equal(
                (400, "body_unreadable"),
                await Attack.PostAsync(load.Collector, "/v1/events", Compressed.As(really, packed), really)
            );
            Assert.Equal((200, null), await Attack.PostAsync(load.Collector, "/v1/events", packed, really));
        }

        await load.HoldsAsync();
    }

    // RFC 8878: magic number; a descriptor without a content size; a window of 2^(10 + 17) bytes; a last raw block of one byte.
    static byte[] LargeWindow() => [0x28, 0xb5, 0x2f, 0xfd, 0x00, 17 << 3, 0x09, 0x00, 0x00, (byte)'{'];
}
