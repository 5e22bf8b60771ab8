using Microsoft.Spark;

namespace SparkBinding.Tests;

static class JvmAssert
{
    /// <summary>Asserts that a call fails in the JVM as in Microsoft.Spark: an Exception with an inner JvmException.</summary>
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

    /// <summary>Waits until a condition holds.</summary>
    public static void Eventually(Func<bool> condition, string message, int seconds = 60) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(seconds)), $"not within {seconds} s: {message}");
}
