using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>
/// A 128-bit keyed hash that identifies an event. Chance collisions are negligible; a deliberate collision requires the key.
/// </summary>
readonly record struct Fingerprint(ulong High, ulong Low)
{
    public override int GetHashCode() => (int)Low;
}

/// <summary>SipHash-2-4 with a 128-bit result (Aumasson, Bernstein 2012): a keyed hash that is fast for short texts.</summary>
readonly struct FingerprintKey(ReadOnlySpan<byte> key)
{
    public const int Size = 16;
    readonly ulong _k0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
    readonly ulong _k1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);

    public Fingerprint Of(ReadOnlySpan<byte> text)
    {
        var v0 = _k0 ^ 0x736f6d6570736575UL;
        var v1 = _k1 ^ 0x646f72616e646f6dUL ^ 0xee;
        var v2 = _k0 ^ 0x6c7967656e657261UL;
        var v3 = _k1 ^ 0x7465646279746573UL;
        var last = (ulong)text.Length << 56;
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
            Take(BinaryPrimitives.ReadUInt64LittleEndian(text), ref v0, ref v1, ref v2, ref v3);

        for (var i = 0; i < text.Length; i++)
            last |= (ulong)text[i] << (8 * i);

        Take(last, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xee;
        Rounds(4, ref v0, ref v1, ref v2, ref v3);
        var low = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        Rounds(4, ref v0, ref v1, ref v2, ref v3);
        return new Fingerprint(v0 ^ v1 ^ v2 ^ v3, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Take(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Rounds(2, ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Rounds(int count, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        for (; count > 0; count--)
        {
            v0 += v1;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v3;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
