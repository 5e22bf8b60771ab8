using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests;

/// <summary>
/// Checks which folders of a project use which others, by the names that the compiler resolves; names of packages do not count.
/// </summary>
/// <param name="order">
/// Every folder with code, separated by commas, each using only those before it; folders joined by + may use each other; "." is the
/// project's root.
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

    /// <summary>Returns the folders that have files and are not in the order.</summary>
    /// <param name="files">Texts by path.</param>
    public IEnumerable<string> Unlisted(IReadOnlyDictionary<string, string> files) => files.Keys.Select(FolderOf).Except(_steps.Keys);

    /// <summary>Returns the folders of the order that have no files.</summary>
    public IEnumerable<string> Missing(IReadOnlyDictionary<string, string> files) => _steps.Keys.Except(files.Keys.Select(FolderOf));

    /// <summary>Returns each use of a later folder as a line: <c>Sinks/LakeSink.cs knows Queries: Failure</c>.</summary>
    public IReadOnlyList<string> WrongArrows(IReadOnlyDictionary<string, string> files)
    {
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(file.Value, path: file.Key)).ToList();
        var compilation = CSharpCompilation.Create("project", [.. trees, _implicitUsings], _platform);
        var namespaces = trees.SelectMany(Namespaces).ToLookup(declared => declared.Name, declared => declared.File);
        return
        [
            .. trees
                .SelectMany(tree => Types(compilation.GetSemanticModel(tree)).Concat(Usings(tree, namespaces)))
                .Where(arrow => StepOf(arrow.To) > StepOf(arrow.From))
                .Select(arrow => $"{arrow.From} knows {FolderOf(arrow.To)}: {arrow.Name}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    static string FolderOf(string file) => Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".";

    int StepOf(string file) => _steps[FolderOf(file)];

    // A partial type has several files: any of them counts, the nearest first.
    IEnumerable<(string From, string To, string Name)> Types(SemanticModel model) =>
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
                        .MinBy(StepOf),
                    type.Name
                )
            )
            .Where(arrow => arrow.Item2 is not null)!;

    // The compiler resolves no extension method of a package's type, but the using of its namespace is there.
    IEnumerable<(string From, string To, string Name)> Usings(SyntaxTree tree, ILookup<string, string> namespaces) =>
        tree.GetRoot()
            .DescendantNodes()
            .OfType<UsingDirectiveSyntax>()
            .Select(used => used.Name?.ToString() ?? "")
            .Where(namespaces.Contains)
            .Select(name => (tree.FilePath, namespaces[name].MinBy(StepOf)!, name));

    static IEnumerable<(string Name, string File)> Namespaces(SyntaxTree tree) =>
        tree.GetRoot()
            .DescendantNodes()
            .OfType<BaseNamespaceDeclarationSyntax>()
            .Select(declared => (declared.Name.ToString(), tree.FilePath));

    static INamedTypeSymbol? TypeOf(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;

        return type?.OriginalDefinition;
    }
}
