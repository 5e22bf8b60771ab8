namespace Analytics.Testing.Http;

/// <summary>The state of the line between the clients and the server of a <see cref="TcpProxy"/>.</summary>
public enum Line
{
    Open,

    /// <summary>Everything arrives 200 ms later, in each direction.</summary>
    Slow,

    /// <summary>Connections are reset, and new ones refused.</summary>
    Cut,

    /// <summary>Connections stay, new ones are accepted, and nothing arrives at either end.</summary>
    HalfOpen,

    /// <summary>What clients send arrives, and no answer does.</summary>
    OneWay,
}
