using System.Diagnostics;
using Analytics.SparkBinding;
using Microsoft.Spark.Interop.Ipc;

namespace SparkBinding.Tests.Launch;

/// <summary>The actions of this executable when it runs as a job instead of the test runner.</summary>
static class TestJob
{
    public static int Run(string job, string[] args) =>
        job switch
        {
            "exit" => Exit(args),
            "wait" => Wait(args[0]),
            "hook" => Hook(args[0]),
            "own" => Own(args[0]),
            "flows" => Flows(args[0]),
            "twice" => Twice(args[0]),
            _ => 64,
        };

    // The job prints its input, leaves the session to Spark's shutdown hook, and ends with the requested code.
    static int Exit(string[] args)
    {
        using var spark = Interop.TestStream.Session();
        Console.WriteLine($"rows {spark.Invoke<JvmObjectReference>("range", 7L).Invoke("count")}");
        Console.WriteLine($"args {string.Join('|', args)}");
        Console.WriteLine($"attached {JvmHost.IsAttached}");
        using var child = Process.Start(new ProcessStartInfo("/usr/bin/env") { RedirectStandardOutput = true })!;
        Console.WriteLine(
            $"secret in a child {child.StandardOutput.ReadToEnd().Contains("PYSPARK_GATEWAY_SECRET=", StringComparison.Ordinal)}"
        );
        return int.Parse(args[^1]);
    }

    // The job never ends by itself. Its standard output ends with the JVM, so later output goes to a file.
    static int Wait(string log)
    {
        Console.WriteLine($"ready {Environment.ProcessId} {ProcessIdOfJvm()}");
        JvmHost.OnJvmLost += reason => File.AppendAllText(log, $"lost: {reason}\n");
        new ManualResetEvent(false).WaitOne();
        return 0;
    }

    static int Hook(string log)
    {
        using var spark = Interop.TestStream.Session();
        JvmHost.RegisterShutdownHook(() =>
            File.AppendAllText(log, $"hook: rows {spark.Invoke<JvmObjectReference>("range", 7L).Invoke("count")}\n")
        );
        return Wait(log);
    }

    // The job starts the JVM itself and answers each line of standard input with the result of a call.
    static int Own(string folder)
    {
        using var lost = new ManualResetEventSlim();
        JvmHost.OnJvmLost += reason =>
        {
            Console.WriteLine($"lost {reason}");
            lost.Set();
        };
        JvmHost.Launch(SparkJvm.Options(folder));
        Console.WriteLine($"ready {Environment.ProcessId} {JvmHost.JvmProcessId}");
        var pending = new Thread(() => Console.WriteLine($"pending {Try(() => Jvm.CallStatic("java.lang.Thread", "sleep", 600_000L))}"));
        pending.Start();
        while (Console.ReadLine() is not null)
            Console.WriteLine($"answer {Try(() => Jvm.CallStatic("java.lang.Math", "max", 1, 2))}");
        pending.Join();
        lost.Wait();
        return 3;
    }

    // The job answers each line of standard input with the result of a call in a new flow, which needs a new connection.
    static int Flows(string folder)
    {
        JvmHost.OnJvmLost += reason => Console.WriteLine($"lost {reason}");
        JvmHost.Launch(SparkJvm.Options(folder));
        Console.WriteLine($"ready {Environment.ProcessId}");
        while (Console.ReadLine() is not null)
        {
            using var flow = Jvm.Flow();
            Console.WriteLine($"answer {Try(() => Jvm.CallStatic("java.lang.Math", "max", 1, 2))}");
        }

        return 0;
    }

    // The job runs one JVM after another in the same process.
    static int Twice(string folder)
    {
        for (var round = 0; round < 2; round++)
        {
            JvmHost.Launch(SparkJvm.Options(folder));
            using var list = Jvm.NewList(["x"]);
            var jvm = JvmHost.JvmProcessId;
            JvmHost.Shutdown();
            Console.WriteLine($"ended {!TestProcess.IsAlive(jvm!.Value)} {Try(() => list.Invoke("size"))}");
        }

        return 0;
    }

    static string Try(Func<object?> call)
    {
        try
        {
            return $"{call()}";
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    static long ProcessIdOfJvm()
    {
        using var process = (JvmObjectReference)Jvm.CallStatic("java.lang.ProcessHandle", "current")!;
        return process.Invoke<long>("pid");
    }
}
