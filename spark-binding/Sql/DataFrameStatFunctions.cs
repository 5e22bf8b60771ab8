using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace Microsoft.Spark.Sql;

/// <summary>Calculates statistics of columns.</summary>
public sealed class DataFrameStatFunctions(JvmObjectReference reference) : IJvmObjectReferenceProvider
{
    public JvmObjectReference Reference { get; } = reference;

    /// <summary>Returns quantiles (0 to 1) of a numeric column; exact when the error is 0.</summary>
    public double[] ApproxQuantile(string columnName, IEnumerable<double> probabilities, double relativeError)
    {
        var java = new JvmCalls.Once(Jvm.NewArray("double", [.. probabilities.Cast<object?>()]));
        return [.. JvmCalls.Elements(this.Object("approxQuantile", columnName, java, relativeError)).Cast<double>()];
    }

    public double Cov(string colName1, string colName2) => (double)this.Call("cov", colName1, colName2)!;

    public double Corr(string colName1, string colName2) => (double)this.Call("corr", colName1, colName2)!;
}
