using System.Diagnostics;
using Analytics.Local.Processes;
using Analytics.Testing;
using Analytics.Testing.Processes;
using Compose.Tests.Definition;
using Compose.Tests.Images;

[assembly: AssemblyFixture(typeof(BuiltImages))]

namespace Compose.Tests.Images;

/// <summary>
/// The stages of the Dockerfile, built without an engine: each is a folder, COPY copies into it, and RUN runs its command there. What an
/// image of a registry holds is missing; the commands find this machine's .NET, Maven and Java instead.
/// </summary>
public sealed class BuiltImages : IDisposable
{
    readonly TestFolder _folder = new();

    // The name of a compiler server for all programs; without one each project starts a compiler.
    readonly string _compiler = $"analytics-images-{Environment.ProcessId}";
    Task? _built;

    public void Dispose() => _folder.Dispose();

    /// <summary>Returns the folder of a stage, which is the root of its image.</summary>
    internal async Task<string> ReadyAsync(string stage)
    {
        lock (_folder)
            _built ??= BuildAsync();
        await _built;
        return Root(stage);
    }

    /// <summary>Copies the build's context to a folder beside the stages, runs the command there, and returns the folder.</summary>
    internal async Task<string> AsideAsync(string name, string command)
    {
        var folder = Directory.CreateDirectory(Root(name)).FullName;
        await ShellAsync(Repository.Root, CopyContext(folder));
        await ShellAsync(folder, command);
        return folder;
    }

    /// <summary>The path on disk of a path in the image.</summary>
    internal string At(string stage, string path) => Path.Combine(Root(stage), path.TrimStart('/'));

    string Root(string stage) => Path.Combine(_folder.Path, stage);

    async Task BuildAsync()
    {
        // The two stages without another one do the work, and need nothing of each other.
        try
        {
            await Task.WhenAll(BuildAsync(Dockerfile.Named("build")), BuildAsync(Dockerfile.Named("jars")));
        }
        finally
        {
            // A build that has failed or was canceled says why itself.
            await ShellAsync(
                Repository.Root,
                $"bash -c 'source deploy/tools.sh && end_compiler {_compiler} || true'",
                stopping: CancellationToken.None
            );
        }

        foreach (var stage in Dockerfile.Stages.Where(stage => stage.Name is not ("build" or "jars")))
            await BuildAsync(stage);
    }

    async Task BuildAsync(Stage stage)
    {
        var root = Directory.CreateDirectory(Root(stage.Name)).FullName;
        var work = "/";
        if (Directory.Exists(Root(stage.From)))
        {
            await ShellAsync(root, $"cp -al '{Root(stage.From)}/.' .");
            work = Dockerfile.Named(stage.From).Last("WORKDIR") ?? work;
        }
        foreach (var (keyword, text) in stage.Steps)
        {
            if (keyword == "WORKDIR")
                Directory.CreateDirectory(At(stage.Name, work = text));
            else if (keyword == "COPY")
                await CopyAsync(stage, work, [.. text.Split(' ')]);
            else if (keyword == "RUN")
                await RunAsync(At(stage.Name, work), text);
        }
    }

    async Task CopyAsync(Stage stage, string work, IReadOnlyList<string> words)
    {
        var from = words.FirstOrDefault(word => word.StartsWith("--from=", StringComparison.Ordinal))?["--from=".Length..];
        var paths = words.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var target = At(stage.Name, Path.Combine(work, paths[^1]));
        // Java comes from a registry; the tests use this machine's.
        if (from is not null && Dockerfile.Stages.All(other => other.Name != from))
            return;
        foreach (var source in paths[..^1])
        {
            var command =
                from is not null ? Copy(At(from, source), target, paths[^1])
                : source == "." ? CopyContext(target)
                : Copy(Path.Combine(Repository.Root, source), target, paths[^1]);
            await ShellAsync(Repository.Root, command);
        }
    }

    static string CopyContext(string target) =>
        $"git ls-files -coz --exclude-standard -- {string.Join(' ', Dockerfile.Context)} | xargs -0 cp --parents -t '{target}'";

    // Copies as COPY does: the content of a folder, or a file under the target's name or into the target's folder. It makes hard links,
    // because jars are large.
    static string Copy(string source, string target, string name) =>
        Directory.Exists(source) ? $"mkdir -p '{target}' && cp -al '{source}/.' '{target}'"
        : name.EndsWith('/') ? $"mkdir -p '{target}' && cp -a '{source}' '{target}'"
        : $"mkdir -p '{Path.GetDirectoryName(target)}' && cp -a '{source}' '{target}'";

    // Maven takes packages from where prepare.sh takes them.
    async Task RunAsync(string folder, string command)
    {
        var settings = Path.Combine(Repository.Root, ".lib", "settings.xml");
        if (command.StartsWith("mvn ", StringComparison.Ordinal) && File.Exists(settings))
        {
            Directory.CreateDirectory(Path.Combine(folder, "deploy", "spark", ".mvn"));
            await File.WriteAllTextAsync(
                Path.Combine(folder, "deploy", "spark", ".mvn", "maven.config"),
                $"-s\n{settings}\n",
                TestContext.Current.CancellationToken
            );
        }
        await ShellAsync(folder, command, _compiler);
    }

    static async Task ShellAsync(string folder, string command, string? compiler = null, CancellationToken? stopping = null)
    {
        var start = new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder };
        // As in build_all of deploy/tools.sh.
        start.Environment["DOTNET_TieredPGO"] = "0";
        if (compiler is not null)
        {
            start.Environment["UseSharedCompilation"] = "true";
            start.Environment["SharedCompilationId"] = compiler;
        }

        var ran = await Ran.ToEndAsync(start, stopping);
        if (ran.Code != 0)
            throw new InvalidOperationException($"{command}: code {ran.Code}\n{ran.Text}");
    }
}
