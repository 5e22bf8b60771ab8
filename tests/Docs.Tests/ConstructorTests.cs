using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests;

/// <summary>A class that needs many others is two classes, or some of them belong together. Records hold data and do not count.</summary>
public sealed class ConstructorTests
{
    const int Most = 6;

    /// <summary>Constructors with more parameters, and why.</summary>
    static readonly string[] _excepted =
    [
        "KeyRefresh", // The loop between the key store, its snapshot and the ring: each part is one parameter, with clock and log.
        "Timestamp", // Microsoft.Spark's constructor: year to microsecond.
    ];

    [Fact]
    public void A_constructor_has_few_parameters()
    {
        var large = RepositoryFiles.All().Where(file => Path.GetExtension(file) == ".cs").SelectMany(file => Large(Pages.Read(file)));

        Assert.Equal(_excepted, large.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("class A(int a, int b, int c, int d, int e, int f, int g);", "A")]
    [InlineData("class A { class B { public B(int a, int b, int c, int d, int e, int f, int g) { } } }", "B")]
    [InlineData("class A(int a, int b, int c, int d, int e, int f);", null)]
    [InlineData("record A(int a, int b, int c, int d, int e, int f, int g);", null)]
    public void Finds_constructors_with_many(string text, string? found) =>
        Assert.Equal(found is null ? [] : new[] { found }, Large(text).ToArray());

    static IEnumerable<string> Large(string text)
    {
        var nodes = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes();
        return nodes
            .OfType<TypeDeclarationSyntax>()
            .Where(type => type is not RecordDeclarationSyntax)
            .SelectMany(type =>
                type.Members.OfType<ConstructorDeclarationSyntax>()
                    .Select(one => one.ParameterList)
                    .Append(type.ParameterList)
                    .Where(list => list?.Parameters.Count > Most)
                    .Select(_ => type.Identifier.Text)
            );
    }
}
