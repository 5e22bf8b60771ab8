using System.Text;
using Analytics.Collector.Reading;
using CsCheck;

namespace Collector.Tests.Reading;

/// <summary>Golden case <c>cut_by_bytes</c> shows what becomes of an event.</summary>
public sealed class MendedTextTests
{
    [Fact]
    public void Replaces_every_cut_of_a_character_once()
    {
        foreach (var cut in (string[])["\u00e9", "\ud55c", "\ud83d\ude00"])
        {
            var bytes = Encoding.UTF8.GetBytes(cut);
            for (var length = 1; length < bytes.Length; length++)
            {
                Assert.Equal(
                    "[\"a\uFFFD\",\"\uFFFDb\"]",
                    Mended([.. "[\"a"u8, .. bytes[..length], .. "\",\""u8, .. bytes[..length], .. "b\"]"u8])
                );
            }
        }
    }

    [Fact]
    public void Replaces_both_kinds_of_halves() =>
        Assert.Equal("[\"\\ufffd\",\"\uFFFD\uFFFD\"]", Mended([.. "[\"\\ud83d\",\""u8, 0xED, 0xA0, 0xBD, 0xF0, 0x9F, .. "\"]"u8]));

    [Fact]
    public void More_invalid_sequences_than_cuts_leave_are_no_utf8()
    {
        Assert.NotNull(Mended([.. "[\""u8, .. Enumerable.Repeat((byte)0xFC, 32), .. "\"]"u8]));
        Assert.Null(Mended([.. "[\""u8, .. Enumerable.Repeat((byte)0xFC, 33), .. "\"]"u8]));
    }

    [Fact]
    public void Returns_the_same_memory_when_there_is_nothing_to_replace()
    {
        ReadOnlyMemory<byte> json = "[\"\u00e9\ud55c\ud83d\ude00\"]"u8.ToArray();
        Assert.True(MendedText.TryRead(json, out var text));
        Assert.Equal(json, text);
    }

    [Fact]
    public void Replaces_what_dot_net_replaces() =>
        Gen.Byte[0x20, 0xFF]
            .Array[0, 30]
            .Where(bytes => !bytes.Contains((byte)'\\'))
            .Sample(
                bytes => Mended(bytes) is not { } mended || mended == Encoding.UTF8.GetString(LoneSurrogates.Replace(bytes).Span),
                seed: "0000KOIcHYA4",
                iter: 5000,
                threads: 1
            );

    static string? Mended(byte[] json) => MendedText.TryRead(json, out var text) ? Encoding.UTF8.GetString(text.Span) : null;
}
