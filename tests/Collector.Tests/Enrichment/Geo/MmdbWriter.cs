using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Collector.Tests.Enrichment.Geo;

/// <summary>
/// Writes small databases in MaxMind's format, version 2.0: a binary tree of IPv6 with 24-bit records, the data, and the metadata.
/// </summary>
sealed class MmdbWriter
{
    const int Separator = 16;
    readonly List<(int Data, int Left, int Right)> _nodes = [(-1, -1, -1)];
    readonly ArrayBufferWriter<byte> _data = new();

    /// <summary>IPv4 networks are below ::/96.</summary>
    public MmdbWriter Add(string network, object record)
    {
        var parsed = IPNetwork.Parse(network);
        var isFour = parsed.BaseAddress.GetAddressBytes().Length == 4;
        var bits = isFour ? [.. new byte[12], .. parsed.BaseAddress.GetAddressBytes()] : parsed.BaseAddress.GetAddressBytes();
        var offset = _data.WrittenCount;
        Encode(_data, record);
        Insert(bits, parsed.PrefixLength + (isFour ? 96 : 0), offset);
        return this;
    }

    public void Save(string path)
    {
        var file = new ArrayBufferWriter<byte>();
        foreach (var (_, left, right) in _nodes)
        {
            WriteRecord(file, left);
            WriteRecord(file, right);
        }

        file.Write(new byte[Separator]);
        file.Write(_data.WrittenSpan);
        file.Write<byte>([0xAB, 0xCD, 0xEF]);
        file.Write("MaxMind.com"u8);
        Encode(
            file,
            new Dictionary<string, object>
            {
                ["binary_format_major_version"] = (ushort)2,
                ["binary_format_minor_version"] = (ushort)0,
                ["build_epoch"] = 1_767_268_800UL,
                ["database_type"] = "Test-City",
                ["description"] = new Dictionary<string, object> { ["en"] = "test" },
                ["ip_version"] = (ushort)6,
                ["languages"] = new object[] { "en" },
                ["node_count"] = (uint)_nodes.Count,
                ["record_size"] = (ushort)24,
            }
        );
        // geoipupdate does the same: the new file replaces the old one atomically.
        File.WriteAllBytes($"{path}.new", file.WrittenSpan.ToArray());
        File.Move($"{path}.new", path, overwrite: true);
    }

    void Insert(byte[] bits, int length, int data)
    {
        var node = 0;
        for (var at = 0; at < length; at++)
        {
            var right = (bits[at / 8] >> (7 - (at % 8)) & 1) == 1;
            var next = right ? _nodes[node].Right : _nodes[node].Left;
            if (at == length - 1 || next < 0)
            {
                // A leaf is stored as -2 - its offset in the data.
                next = at == length - 1 ? -2 - data : _nodes.Count;
                if (at < length - 1)
                    _nodes.Add((-1, -1, -1));

                _nodes[node] = right ? _nodes[node] with { Right = next } : _nodes[node] with { Left = next };
            }

            node = next;
        }
    }

    void WriteRecord(ArrayBufferWriter<byte> file, int record)
    {
        var value =
            record == -1 ? _nodes.Count
            : record < -1 ? _nodes.Count + Separator + (-2 - record)
            : record;
        file.Write([(byte)(value >> 16), (byte)(value >> 8), (byte)value]);
    }

    static void Encode(ArrayBufferWriter<byte> to, object value)
    {
        switch (value)
        {
            case string text:
                Head(to, 2, Encoding.UTF8.GetByteCount(text));
                to.Write(Encoding.UTF8.GetBytes(text));
                break;
            case Dictionary<string, object> map:
                Head(to, 7, map.Count);
                foreach (var (name, member) in map)
                {
                    Encode(to, name);
                    Encode(to, member);
                }

                break;
            case object[] items:
                Head(to, 11, items.Length);
                foreach (var item in items)
                    Encode(to, item);

                break;
            case ushort number:
                Number(to, 5, number, 2);
                break;
            case uint number:
                Number(to, 6, number, 4);
                break;
            case ulong number:
                Number(to, 9, number, 8);
                break;
        }
    }

    static void Number(ArrayBufferWriter<byte> to, int type, ulong number, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        Head(to, type, size);
        to.Write(bytes[(8 - size)..]);
    }

    /// <summary>Writes type and size; sizes above 28 are not supported.</summary>
    static void Head(ArrayBufferWriter<byte> to, int type, int size)
    {
        to.Write([(byte)((type > 7 ? 0 : type << 5) | size)]);
        if (type > 7)
            to.Write([(byte)(type - 7)]);
    }
}
