namespace Glia.Verification.Tests;

/// <summary>The oracle is worth what it does not share with the code that it judges.</summary>
public sealed class ArchitectureTests
{
    [Fact]
    public void The_verifier_references_the_kernels_and_nothing_else()
    {
        string[] references = [.. typeof(ActivationProof).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];
        Assert.DoesNotContain(references, name => name != "Glia.Kernels" && !name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verifier_uses_none_of_the_kernels_arithmetic()
    {
        string directory = Repository.At("src", "Glia.Verification");
        Assert.All(Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories), file =>
        {
            string text = File.ReadAllText(file);
            Assert.DoesNotContain("Glia.Kernels.Functions", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Glia.Kernels.Lanes", text, StringComparison.Ordinal);
        });
    }
}
