using Analytics.Local.Processes;

namespace Analytics.Local.Components;

/// <summary>Thrown when a component did not start; the message has its name, the reason and the last lines of its log.</summary>
public sealed class ComponentException : Exception
{
    internal ComponentException(Component component, string what)
        : base($"{component.Name} {what}.{Environment.NewLine}{component.Log}:{Environment.NewLine}{LogTail.Read(component.Log)}") { }
}
