using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests;

/// <summary>
/// A script runs each explicit test: run.sh --all those of the faults' rows, another one those of the class that it names.
/// </summary>
public sealed class ExplicitTests
{
    [Fact]
    public void Every_explicit_test_is_run_by_a_script()
    {
        var scripts = string.Concat(RepositoryFiles.All().Where(file => Path.GetExtension(file) == ".sh").Select(Pages.Read));
        Assert.Equal(
            [],
            RepositoryFiles
                .All()
                .Where(file => Path.GetExtension(file) == ".cs" && file.StartsWith("tests/", StringComparison.Ordinal))
                .SelectMany(file => OfNoRow(Pages.Read(file)))
                .Where(name => !scripts.Contains($"-explicit only -class {name}\n", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("[Fact] public void B() { }", "")]
    [InlineData("[Fact(Explicit = true)] public void B() { }", "X.Tests.A")]
    [InlineData("[Theory(Explicit = true)] [Trait(\"Fault\", \"F4\")] public void B() { }", "")]
    [InlineData("[Fact(Explicit = true)] public void B() { } [Fact] [Trait(\"Fault\", \"F4\")] public void C() { }", "X.Tests.A")]
    public void Names_the_class_of_an_explicit_test_without_a_row(string tests, string found)
    {
        Assert.Equal(found, string.Concat(OfNoRow($"namespace X.Tests; class A {{ {tests} }}")));
        Assert.Empty(OfNoRow($"namespace X.Tests; [Trait(\"Fault\", \"F4\")] class A {{ {tests} }}"));
    }

    static IEnumerable<string> OfNoRow(string text) =>
        CSharpSyntaxTree
            .ParseText(text)
            .GetRoot()
            .DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(test => Attributes(test).Any(attribute => attribute.EndsWith("(Explicit = true)", StringComparison.Ordinal)))
            .Where(test => !IsOfRow(test) && !IsOfRow((TypeDeclarationSyntax)test.Parent!))
            .Select(test => test.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().First().Name + "." + NameOf(test))
            .Distinct();

    static string NameOf(MethodDeclarationSyntax test) => ((TypeDeclarationSyntax)test.Parent!).Identifier.Text;

    static bool IsOfRow(MemberDeclarationSyntax member) =>
        Attributes(member).Any(attribute => attribute.StartsWith("Trait(\"Fault\", ", StringComparison.Ordinal));

    static IEnumerable<string> Attributes(MemberDeclarationSyntax member) =>
        member.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => attribute.ToString());
}
