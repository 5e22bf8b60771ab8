namespace Local.Tests.Processes;

/// <summary>A JVM that uses an archive of classes has it mapped; one that refuses it does not.</summary>
static class MappedArchive
{
    public static void AssertIn(int jvm, string library) =>
        Assert.Contains($"/.lib/{library}/classes.jsa", File.ReadAllText($"/proc/{jvm}/maps"), StringComparison.Ordinal);
}
