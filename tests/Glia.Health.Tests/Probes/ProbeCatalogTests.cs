using System.Reflection;
using Glia.Health.Probes;

namespace Glia.Health.Tests.Probes;

public sealed class ProbeCatalogTests
{
    [Fact]
    public void A_probe_that_looks_at_steps_says_so()
    {
        MethodInfo step = typeof(IProbe).GetMethod(nameof(IProbe.StepEnded))!;
        foreach (IProbe probe in ProbeCatalog.Create())
        {
            InterfaceMapping map = probe.GetType().GetInterfaceMap(typeof(IProbe));
            bool looks = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, step)].DeclaringType == probe.GetType();
            Assert.True(looks == probe is IStepProbe, probe.GetType().Name);
        }
    }
}
