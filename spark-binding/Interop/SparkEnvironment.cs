using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Interop;

/// <summary>Gives a job access to its JVM.</summary>
public static class SparkEnvironment
{
    /// <summary>The bridge to the JVM; the first use attaches to the JVM that started this process, or starts one.</summary>
    /// <exception cref="InvalidOperationException">No JVM could be reached or started; the message says why.</exception>
    public static IJvmBridge JvmBridge
    {
        get
        {
            JvmHost.EnsureStarted();
            return Analytics.SparkBinding.Launch.JvmBridge.Instance;
        }
    }
}
