using System.Text.Json.Nodes;
using Analytics.Local.Postgres;

namespace Collector.Tests.Keys.Commands;

/// <summary>Rotations one after the other, with a real warehouse.</summary>
[Collection(nameof(KeyStoreCollector))]
public sealed class RotateCommandTests(KeyStoreCollector store)
{
    string Maker => store.Warehouse.ConnectionString(Role.Keys);

    [Theory]
    [InlineData(null)]
    [InlineData("365d")]
    public async Task A_key_that_a_rotation_has_ended_is_not_rotated_again(string? expires)
    {
        var source = $"again{expires}";
        string[] create = ["create", "--source", source, .. expires is null ? (string[])[] : ["--expires", expires]];
        var old = (await KeysProgram.RunAsync(Maker, create)).Output.Split('.')[0];
        var first = await KeysProgram.RunAsync(Maker, "rotate", old, "--overlap", "2h");
        Assert.Contains(expires is null ? "which does not expire" : "which lives until", first.Errors);

        var again = await KeysProgram.RunAsync(Maker, "rotate", old, "--overlap", "2h");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains($"made {first.Output.Split('.')[0]}; rotate that one, or create a key", again.Errors);
        Assert.Empty(again.Output);

        var next = await KeysProgram.RunAsync(Maker, "rotate", first.Output.Split('.')[0], "--overlap", "2h");
        Assert.Equal(0, next.ExitCode);
        var ends = (await KeysProgram.RunAsync(Maker, "list", "--source", source, "--json"))
            .Output.Trim()
            .Split('\n')
            .Select(line => (DateTime?)JsonNode.Parse(line)!["expires_at"])
            .ToList();
        Assert.Equal(3, ends.Count);
        Assert.Equal(
            (expires is null, expires is not null),
            (ends[2] is null, ends[2] > TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(364))
        );
    }
}
