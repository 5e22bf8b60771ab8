using System.Buffers.Binary;
using System.Net.Sockets;
using Analytics.Testing.Http;

namespace Gateway.Tests.Running;

/// <summary>The first message of a TLS client, made by hand: the local library no longer offers what a gateway must refuse.</summary>
static class ClientHello
{
    public const ushort Tls10 = 0x0301,
        Tls11 = 0x0302,
        Tls12 = 0x0303;

    /// <summary>Sends the message and returns the server's answer.</summary>
    /// <returns>"server hello", or "alert N".</returns>
    public static async Task<string> AskAsync(LocalGateway gateway, ushort version, params ushort[] ciphers)
    {
        using var socket = await RawConnection.ConnectAsync(
            new Uri(gateway.SecureUrl).Port,
            cancellation: TestContext.Current.CancellationToken
        );
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Message(version, ciphers), TestContext.Current.CancellationToken);
        // A record has a type, a version, a length, and its content.
        var record = new byte[7];
        await stream.ReadExactlyAsync(record, TestContext.Current.CancellationToken);
        return record switch
        {
            [22, _, _, _, _, 2, _] => "server hello",
            [21, _, _, _, _, _, var alert] => $"alert {alert}",
            _ => Convert.ToHexString(record),
        };
    }

    static byte[] Message(ushort version, ushort[] ciphers)
    {
        byte[] extensions =
        [
            .. Extension(10, Sized(2, Words(0x001d, 0x0017))), // groups: X25519, P-256
            .. Extension(11, Sized(1, [0])), // points: uncompressed
            .. Extension(13, Sized(2, Words(0x0403, 0x0804, 0x0401))), // signatures: ECDSA, RSA-PSS and RSA with SHA-256
        ];
        byte[] hello = [.. Words(version), .. new byte[32], 0, .. Sized(2, Words(ciphers)), 1, 0, .. Sized(2, extensions)];
        byte[] handshake = [1, .. Sized(3, hello)];
        return [22, .. Words(Tls10), .. Sized(2, handshake)];
    }

    static byte[] Extension(ushort type, byte[] data) => [.. Words(type), .. Sized(2, data)];

    static byte[] Words(params ushort[] words) => [.. words.SelectMany(word => new[] { (byte)(word >> 8), (byte)word })];

    /// <summary>Returns the data after their length, which takes that many bytes.</summary>
    static byte[] Sized(int bytes, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length[^bytes..], .. data];
    }
}
