using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests;

/// <summary>
/// Checks which folders of a project use which others, by the names that the compiler resolves; names of packages do not count.
/// </summary>
/// <param name="order">
/// The folders, separated by commas, each using only those before it; folders joined by + may use each other; "." is the project's root.
/// A folder includes its subfolders that are not in the order.
/// </param>
sealed class FolderOrder(string order)
{
    static readonly MetadataReference[] _platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    static readonly SyntaxTree _implicitUsings = CSharpSyntaxTree.ParseText(
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
            + "global using System.Threading; global using System.Threading.Tasks;"
    );

    readonly Dictionary<string, int> _steps = order
        .Split(", ")
        .SelectMany((step, place) => step.Split(" + ").Select(folder => (folder, place)))
        .ToDictionary(entry => entry.folder, entry => entry.place);

    /// <summary>The C# files below a folder, by relative path.</summary>
    public static Dictionary<string, string> Files(string project) =>
        Directory
            .EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(project, path), File.ReadAllText);

    /// <summary>Returns the folders that are not in the order.</summary>
    public IEnumerable<string> Unplaced(IReadOnlyDictionary<string, string> files) =>
        files.Keys.Where(file => FolderOf(file) is null).Select(file => Path.GetDirectoryName(file)!).Distinct();

    /// <summary>Returns each use of a later folder as a line: <c>Sinks/LakeSink.cs knows Queries: Failure</c>.</summary>
    public IReadOnlyList<string> WrongArrows(IReadOnlyDictionary<string, string> files)
    {
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(file.Value, path: file.Key)).ToList();
        var compilation = CSharpCompilation.Create("project", [.. trees, _implicitUsings], _platform);
        return
        [
            .. trees
                .SelectMany(tree => References(compilation.GetSemanticModel(tree)))
                .Where(arrow => _steps[FolderOf(arrow.To)!] > _steps[FolderOf(arrow.From)!])
                .Select(arrow => $"{arrow.From} knows {FolderOf(arrow.To)}: {arrow.Type}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    string? FolderOf(string file)
    {
        for (var folder = Path.GetDirectoryName(file); folder is { Length: > 0 }; folder = Path.GetDirectoryName(folder))
        {
            if (_steps.ContainsKey(folder))
                return folder;
        }

        return Path.GetDirectoryName(file) is "" && _steps.ContainsKey(".") ? "." : null;
    }

    // A partial type has several files: any of them counts, the nearest first.
    IEnumerable<(string From, string To, string Type)> References(SemanticModel model) =>
        model
            .SyntaxTree.GetRoot()
            .DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Select(name => TypeOf(model.GetSymbolInfo(name)))
            .OfType<INamedTypeSymbol>()
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Select(type =>
                (
                    model.SyntaxTree.FilePath,
                    type.DeclaringSyntaxReferences.Select(declared => declared.SyntaxTree.FilePath)
                        .Where(file => file.Length > 0)
                        .MinBy(file => _steps[FolderOf(file)!]),
                    type.Name
                )
            )
            .Where(arrow => arrow.Item2 is not null)!;

    static INamedTypeSymbol? TypeOf(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;

        return type?.OriginalDefinition;
    }
}
