namespace Analytics.Local;

/// <summary>A component did not start. The message names it, says why, and ends with the last lines of its log.</summary>
public sealed class ComponentException : Exception
{
    internal ComponentException(Component component, string what)
        : base($"{component.Name} {what}.{Environment.NewLine}{component.Log}:{Environment.NewLine}{LogTail.Read(component.Log)}") { }
}
