using System.Reflection;

namespace Analytics.Hosting;

/// <summary>Reads texts that are embedded in an assembly as <c>EmbeddedResource</c>: SQL, JSON.</summary>
public static class EmbeddedText
{
    /// <param name="assembly">The assembly that holds the text.</param>
    /// <param name="name">The resource's <c>LogicalName</c>.</param>
    /// <exception cref="InvalidOperationException">The assembly holds no such text.</exception>
    public static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} was built without '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
