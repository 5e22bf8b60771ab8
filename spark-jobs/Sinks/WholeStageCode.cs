using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Sinks;

/// <summary>Spark's code for whole stages, which is off for the merge queries and on for plans that are evaluated often or long.</summary>
static class WholeStageCode
{
    public const string Setting = "spark.sql.codegen.wholeStage";

    /// <summary>Plans or evaluates with the code on.</summary>
    /// <param name="session">The session of the plan.</param>
    public static T With<T>(JvmObjectReference session, Func<T> evaluate)
    {
        var conf = session.Invoke<JvmObjectReference>("conf");
        conf.Invoke("set", Setting, "true");
        try
        {
            return evaluate();
        }
        finally
        {
            conf.Invoke("set", Setting, "false");
        }
    }
}
