using System.Security.Cryptography;

namespace Compose.Tests.Images;

public sealed class SecondBuildTests(BuiltImages images)
{
    [Fact]
    public async Task Another_build_in_another_folder_gives_the_same_bytes()
    {
        var first = images.ReadyAsync("build");
        var aside = images.AsideAsync("a-second-build", "CI=true dotnet build hosting -c Release -v quiet -p:RunAnalyzers=false");
        await Task.WhenAll(first, aside);
        var second = await aside;

        foreach (var name in (string[])["Analytics.Contracts", "Analytics.Hosting"])
        {
            var built = Path.Combine(".artifacts", "bin", name, "release", $"{name}.dll");
            Assert.Equal(await HashAsync(Path.Combine(images.At("build", "/src"), built)), await HashAsync(Path.Combine(second, built)));
        }
    }

    static async Task<string> HashAsync(string file) =>
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
}
