using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Analytics.Hosting.Processes;

/// <summary>The signals that a program sends, by their numbers on Linux.</summary>
[SuppressMessage("Design", "CA1027:Mark enums with FlagsAttribute", Justification = "Numbers of the system, no flags.")]
public enum Signal
{
    None = 0,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>kill(2).</summary>
public static class Signals
{
    /// <summary>Sends a signal to one process; returns false when it is already gone.</summary>
    public static bool Send(int pid, Signal signal) => Kill(pid, (int)signal) == 0;

    /// <summary>Returns true when the process exists and is not a zombie.</summary>
    public static bool IsAlive(int pid) => Send(pid, Signal.None) && ProcessTable.State(pid) is not (null or 'Z');

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int pid, int signal);
}
