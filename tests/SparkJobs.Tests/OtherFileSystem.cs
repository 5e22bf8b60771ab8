using Analytics.Testing;
using Microsoft.Spark.Interop.Ipc;
using Microsoft.Spark.Sql;

namespace SparkJobs.Tests;

/// <summary>A file system for which the archive has no lock: Hadoop's view of others, here of a local folder.</summary>
static class OtherFileSystem
{
    /// <summary>Returns the address of a folder there.</summary>
    public static string Of(SparkSession session, TestFolder folder)
    {
        var settings = session.Reference.Invoke<JvmObjectReference>("sparkContext").Invoke<JvmObjectReference>("hadoopConfiguration");
        var mount = Path.GetFileName(folder.Path);
        settings.Invoke("set", $"fs.viewfs.mounttable.{mount}.link./lake", new Uri(folder.Path).AbsoluteUri);
        return $"viewfs://{mount}/lake";
    }
}
