using System.Globalization;
using Glia.Kernels.Activations;
using Glia.SourceCode.Formulas;

namespace Glia.SourceCode.Models;

/// <summary>A function of whole rows as statements.</summary>
internal static class RowFunction
{
    public static void Write(NetworkSource network, Functions functions, Activation activation, int units)
    {
        string from = network.From, to = network.To;
        switch (activation.TraceRows())
        {
            case TracedExponentials rows:
                network.Add($"{functions.Rows(rows, units, activation.Text)}({from}, {to});");
                break;
            case TracedGate gate:
                string function = functions.Elementwise(gate.Function, activation.Text, two: true);
                network.ForEach(units / 2, string.Create(CultureInfo.InvariantCulture, $"{to}[i] = {function}({from}[i], {from}[i + {units / 2}]);"));
                break;
            case TracedHalves halves:
                string first = functions.Elementwise(halves.First, activation.Text, two: false), second = functions.Elementwise(halves.Second, activation.Text, two: false);
                network.ForEach(units, string.Create(CultureInfo.InvariantCulture, $"{to}[i] = {first}({from}[i]); {to}[i + {units}] = {second}({from}[i]);"));
                break;
            case TracedLargest largest:
                Largest(network, units, largest.Pieces);
                break;
            default:
                throw new GliaException($"{activation.Text} cannot be written as source. Functions of whole rows that can be: those of softmax's kind, gates, and maxima.");
        }

        network.Turn();
    }

    private static void Largest(NetworkSource network, int units, int pieces)
    {
        string from = network.From, to = network.To;
        network.Add(string.Create(CultureInfo.InvariantCulture, $"for (int i = 0; i < {units / pieces}; i++)"));
        network.Add("{");
        network.Add(string.Create(CultureInfo.InvariantCulture, $"    {to}[i] = {from}[i * {pieces}];"));
        network.Add(string.Create(CultureInfo.InvariantCulture, $"    for (int k = 1; k < {pieces} && !{network.IsNaN}({to}[i]); k++)"));
        network.Add("    {");
        network.Add(string.Create(CultureInfo.InvariantCulture, $"        float v = {from}[(i * {pieces}) + k];"));
        network.Add($"        {to}[i] = v > {to}[i] || {network.IsNaN}(v) ? v : {to}[i];");
        network.Add("    }");
        network.Add("}");
    }
}
