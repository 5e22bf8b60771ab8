using Analytics.SparkBinding;
using Microsoft.Spark;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Interop;

/// <summary>Section 4 of the protocol.</summary>
public sealed class ErrorTests
{
    [Fact]
    public void An_exception_of_Java_has_its_class_message_stack_and_Throwable()
    {
        var error = JvmAssert.Fails("java.lang.NumberFormatException", "For input string: \"x\"", () =>
            Jvm.CallStatic("java.lang.Integer", "parseInt", "x")
        );
        Assert.Contains("\tat java.base/java.lang.Integer.parseInt", error.JavaStackTrace, StringComparison.Ordinal);
        Assert.Equal(error.JavaStackTrace, error.Message);
        Assert.Equal("For input string: \"x\"", error.Throwable!.Invoke("getMessage"));
        Assert.Null(error.Cause());
    }

    [Fact]
    public void The_cause_can_be_asked_for()
    {
        using var cause = Jvm.New("java.io.IOException", "disk");
        using var future = Jvm.New("java.util.concurrent.CompletableFuture");
        future.Invoke("completeExceptionally", cause);
        var error = JvmAssert.Fails("java.util.concurrent.ExecutionException", "disk", () => future.Invoke("get"));
        Assert.Equal(("java.io.IOException", "disk"), (error.Cause()!.ClassName, error.Cause()!.JavaMessage));
    }

    [Fact]
    public void An_exception_that_leaves_a_scope_keeps_its_Throwable()
    {
        using var future = Jvm.New("java.util.concurrent.CompletableFuture");
        future.Invoke("completeExceptionally", Jvm.New("java.io.IOException", "disk"));
        JvmException? cause = null;
        var error = JvmAssert.Fails("java.util.concurrent.ExecutionException", "disk", () =>
        {
            using var scope = Jvm.Scope();
            try
            {
                future.Invoke("get");
            }
            catch (Exception e)
            {
                cause = JvmException.Of(e)!.Cause();
                throw;
            }
        });
        Assert.Equal("java.io.IOException: disk", error.Throwable!.Invoke("getMessage"));
        Assert.Equal("disk", cause!.Throwable!.Invoke("getMessage"));
    }

    [Fact]
    public void An_analysis_error_can_be_asked_for_its_error_class()
    {
        using var spark = TestStream.Session();
        var error = JvmAssert.Fails("org.apache.spark.sql.catalyst.ExtendedAnalysisException", "TABLE_OR_VIEW_NOT_FOUND", () =>
            spark.Invoke("sql", "select nope from nowhere")
        );
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", error.Throwable!.Invoke("getErrorClass"));
    }

    [Fact]
    public void A_failed_task_reports_its_root_cause()
    {
        using var spark = TestStream.Session();
        using var frame = spark.Invoke<JvmObjectReference>("sql", "select raise_error(concat('boom', id)) from range(1)");
        JvmAssert.Fails("org.apache.spark.SparkException", "boom0", () => frame.Invoke("collectAsList"));
    }

    [Fact]
    public void What_Py4J_refuses_leaves_the_connection_usable()
    {
        using var list = Jvm.NewList([]);
        var thread = TestStream.ThreadName();
        var error = JvmAssert.Fails("py4j.Py4JException", "Method noSuchMethod([class java.lang.Integer]) does not exist", () =>
            list.Invoke("noSuchMethod", 1)
        );
        Assert.Null(error.Throwable);
        JvmAssert.Fails("java.lang.ClassNotFoundException", "no.such.Class", () => Jvm.New("no.such.Class"));
        Assert.Equal(thread, TestStream.ThreadName());
    }

    [Fact]
    public void After_a_fatal_answer_the_next_call_has_a_new_connection()
    {
        using var list = Jvm.NewList([]);
        var thread = JvmThreads.CurrentId();
        var error = Assert.Throws<Exception>(() => Jvm.Length(list));
        Assert.IsType<JvmException>(error.InnerException);
        Assert.NotEqual(thread, JvmThreads.CurrentId());
    }

    [Fact]
    public void The_values_of_arguments_stay_out_of_messages()
    {
        var error = Assert.Throws<Exception>(() => Jvm.CallStatic("java.lang.System", "noSuchMethod", "a password"));
        Assert.DoesNotContain("a password", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("java.lang.System.noSuchMethod(String)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_released_object_is_refused_here_for_the_JVM_would_take_it_for_null()
    {
        var list = Jvm.NewList([]);
        list.Dispose();
        Assert.Throws<ObjectDisposedException>(() => list.Invoke("size"));
        Assert.Throws<ObjectDisposedException>(() => Jvm.CallStatic("java.util.Objects", "isNull", list));
    }
}
