using Analytics.Hosting;

namespace Hosting.Tests;

public sealed class EmbeddedTextTests
{
    [Fact]
    public void A_missing_text_is_named_with_its_assembly() =>
        Assert.Equal(
            "Hosting.Tests was built without 'no_such.sql'.",
            Assert.Throws<InvalidOperationException>(() => EmbeddedText.Read(typeof(EmbeddedTextTests).Assembly, "no_such.sql")).Message
        );
}
