using Microsoft.Spark;

namespace SparkBinding.Tests;

static class JvmAssert
{
    /// <summary>The call fails in the JVM, in the shape of Microsoft.Spark: an Exception with a JvmException inside.</summary>
    public static JvmException Fails(string className, string message, Action call)
    {
        var error = Assert.Throws<Exception>(call);
        Assert.StartsWith("JVM method execution failed: ", error.Message, StringComparison.Ordinal);
        var inner = Assert.IsType<JvmException>(error.InnerException);
        Assert.Equal(className, inner.ClassName);
        Assert.Contains(message, inner.JavaMessage, StringComparison.Ordinal);
        Assert.Same(inner, JvmException.Of(error));
        return inner;
    }

    /// <summary>Waits for a condition that something else brings about.</summary>
    public static void Eventually(Func<bool> condition, string message, int seconds = 60) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(seconds)), $"not within {seconds} s: {message}");
}
