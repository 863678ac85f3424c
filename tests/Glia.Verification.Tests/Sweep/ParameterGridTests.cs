using Glia.Kernels.Activations;
using Glia.Verification.Sweep;

namespace Glia.Verification.Tests.Sweep;

public sealed class ParameterGridTests
{
    [Theory]
    [InlineData("relu", 0)]
    [InlineData("swish", 10)]
    [InlineData("scaled_tanh", 15)]
    public void Functions_with_parameters_are_tried_at_many_others(string name, int atLeast)
    {
        List<Activation> grid = ParameterGrid.Of(ActivationCatalog.Parse(name));
        Assert.True(grid.Count >= atLeast, $"{grid.Count}");
        Assert.Equal(grid.Count, grid.Select(function => function.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(grid, function => function.Text == ActivationCatalog.Parse(name).Text);
        Assert.Equal(atLeast == 0, grid.Count == 0);
    }

    [Fact]
    public void Where_the_formula_has_no_value_nothing_is_tried() =>
        Assert.DoesNotContain(ParameterGrid.Of(ActivationCatalog.Parse("snake")), function => function.Parameters["a"] == 0);

    [Fact]
    public void Every_parameter_is_varied() => Assert.All(ActivationCatalog.All.Where(info => !info.IsRowwise), info =>
    {
        List<Activation> grid = ParameterGrid.Of(ActivationCatalog.Parse(info.Name));
        Assert.All(info.Parameters, parameter => Assert.Contains(grid, function => function.Parameters[parameter.Name] != parameter.Default));
    });
}
