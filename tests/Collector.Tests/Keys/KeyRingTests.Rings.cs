using System.Buffers.Binary;
using System.Reflection;
using Analytics.Collector.Keys;

namespace Collector.Tests.Keys;

/// <content>Rings, and the calls of one.</content>
public sealed partial class KeyRingTests
{
    // The methods that a method's body calls: each call or callvirt instruction is followed by the method's token.
    static IEnumerable<MethodBase> Calls(MethodInfo method)
    {
        var body = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at + 5 <= body.Length; at++)
        {
            if (body[at] is 0x28 or 0x6f && Resolve(method.Module, BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at + 1))) is { } call)
                yield return call;
        }
    }

    static MethodBase? Resolve(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (ArgumentException)
        {
            return null; // These bytes are another instruction's operand.
        }
    }

    KeyRing Ring(params string[] keys) => new(Configured(keys), new KeyStoreOptions(), _clock);

    static KeysOptions Configured(params string[] keys) =>
        new() { Keys = [.. keys.Select(key => new KeyOptions { Key = key, Source = "web" })] };

    internal static KnownKey Known((string Id, string Key) made, KeyLimits? limits = null) =>
        new(new WriteKey(made.Id, "web", KeyKind.Browser, []) { Limits = limits ?? KeyLimits.None }, KeyFormat.Hash(made.Key));
}
