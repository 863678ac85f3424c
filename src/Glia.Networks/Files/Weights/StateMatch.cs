namespace Glia.Networks.Files.Weights;

/// <summary>Which tensors of a file are which parts of a network: by name where the names are those of an <c>nn.Sequential</c>, else module by module in order.</summary>
internal sealed class StateMatch
{
    private readonly TensorFile _file;
    private readonly (string Module, IReadOnlyList<StateNames.Part> Parts)[] _wanted;

    private StateMatch(Network network, TensorFile file)
    {
        _file = file;
        _wanted = [.. StateNames.Modules(network)];
    }

    /// <summary>Finds a tensor for every part, and refuses tensors that are left over.</summary>
    /// <exception cref="GliaException">Names or shapes do not fit; the message says which.</exception>
    public static IReadOnlyList<(StateNames.Part Part, TensorEntry Entry)> Find(Network network, TensorFile file) => new StateMatch(network, file).Find();

    private List<(StateNames.Part Part, TensorEntry Entry)> Find()
    {
        Module[] modules = Modules();
        string[] names = [.. modules.Select(module => module.Name)];
        string prefix = Prefix(names);
        Module[] inner = [.. modules.Select(module => module with { Name = module.Name[prefix.Length..] })];
        if (_wanted.Length == inner.Length && _wanted.All(layer => inner.Any(module => module.Name == layer.Module)))
        {
            return [.. _wanted.SelectMany(layer => Pairs(layer.Parts, inner.First(module => module.Name == layer.Module), strict: true)!)];
        }

        if (_wanted.Length != inner.Length)
        {
            throw new GliaException(
                $"{_file.Source} holds the tensors of {inner.Length} layers ({Some(names)}), and the network has {_wanted.Length} layers with weights. Give the network the layers that the weights were made with.");
        }

        Module[] sorted = [.. inner.OrderBy(module => module.Name, NaturalOrder.Instance)];
        var asWritten = InOrder(inner);
        var asNamed = InOrder(sorted);
        if (asWritten is not null && asNamed is not null && !inner.SequenceEqual(sorted))
        {
            throw new GliaException($"{_file.Source}: Its layers are called {Some(names)}, which does not tell their order, and several orders fit. Name them by number: 0.weight, 0.bias, 2.weight, ….");
        }

        // Nothing fits: say of the likelier order what does not.
        return asWritten ?? asNamed ?? [.. _wanted.Zip(sorted).SelectMany(pair => Pairs(pair.First.Parts, pair.Second, strict: true)!)];
    }

    private List<(StateNames.Part Part, TensorEntry Entry)>? InOrder(Module[] modules)
    {
        var all = new List<(StateNames.Part Part, TensorEntry Entry)>();
        for (int i = 0; i < modules.Length; i++)
        {
            if (Pairs(_wanted[i].Parts, modules[i], strict: false) is not { } pairs)
            {
                return null;
            }

            all.AddRange(pairs);
        }

        return all;
    }

    private List<(StateNames.Part Part, TensorEntry Entry)>? Pairs(IReadOnlyList<StateNames.Part> parts, Module module, bool strict)
    {
        var pairs = new List<(StateNames.Part Part, TensorEntry Entry)>();
        foreach (StateNames.Part part in parts)
        {
            TensorEntry? entry = module.Tensors.FirstOrDefault(each => each.Name == module.Full + part.Name);
            string? wrong = entry is null ? $"has no tensor '{TensorEntry.Short(module.Full + part.Name)}'; it holds {Some(module.Tensors.Select(each => each.Name))}"
                : entry.Size == 0 ? $"has elements of the type {entry.TypeName} in '{TensorEntry.Short(entry.Name)}', where floats are needed"
                : !entry.Shape.SequenceEqual(part.Shape) ? $"has the shape {TensorEntry.Text(entry.Shape)} for '{TensorEntry.Short(entry.Name)}', and the network needs {TensorEntry.Text(part.Shape)}{(entry.Shape.Reverse().SequenceEqual(part.Shape) ? " (the transpose: PyTorch stores [units, inputs])" : "")}"
                : null;
            if (wrong is not null)
            {
                return strict ? throw new GliaException($"{_file.Source} {wrong}. Give the network the layers that the weights were made with.") : null;
            }

            pairs.Add((part, entry!));
        }

        TensorEntry? extra = module.Tensors.FirstOrDefault(entry => !pairs.Exists(pair => pair.Entry == entry) && !entry.Name.EndsWith("." + StateNames.Counter, StringComparison.Ordinal));
        return extra is null ? pairs
            : strict ? throw new GliaException($"{_file.Source} holds the tensor '{TensorEntry.Short(extra.Name)}', for which the network has no place.")
            : null;
    }

    private Module[] Modules()
    {
        var modules = new Dictionary<string, List<TensorEntry>>(StringComparer.Ordinal);
        foreach (TensorEntry entry in _file.Entries)
        {
            int dot = entry.Name.LastIndexOf('.');
            string name = dot < 0 ? "" : entry.Name[..dot];
            (modules.TryGetValue(name, out List<TensorEntry>? tensors) ? tensors : modules[name] = []).Add(entry);
        }

        return [.. modules.Select(module => new Module(module.Key, module.Key.Length == 0 ? "" : module.Key + ".", module.Value))];
    }

    /// <summary>What all names begin with, up to a dot: "net." of net.0 and net.2.</summary>
    private static string Prefix(string[] names)
    {
        string first = names.Length == 0 ? "" : names[0];
        for (int dot = first.LastIndexOf('.'); dot >= 0; dot = dot == 0 ? -1 : first.LastIndexOf('.', dot - 1))
        {
            string prefix = first[..(dot + 1)];
            if (Array.TrueForAll(names, name => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                return prefix;
            }
        }

        return "";
    }

    private static string Some(IEnumerable<string> names)
    {
        string[] all = [.. names.Take(9).Select(TensorEntry.Short)];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(8)) + (all.Length > 8 ? ", …" : "");
    }

    private sealed record Module(string Name, string Full, IReadOnlyList<TensorEntry> Tensors);

    /// <summary>Numbers within names by their value: fc2 before fc10.</summary>
    private sealed class NaturalOrder : IComparer<string>
    {
        public static NaturalOrder Instance { get; } = new();

        public int Compare(string? x, string? y) => string.CompareOrdinal(Padded(x!), Padded(y!));

        private static string Padded(string name)
        {
            var padded = new System.Text.StringBuilder();
            for (int i = 0; i < name.Length;)
            {
                int end = i;
                while (end < name.Length && char.IsAsciiDigit(name[end]))
                {
                    end++;
                }

                padded.Append(end > i ? name[i..end].PadLeft(12, '0') : name[i].ToString());
                i = Math.Max(end, i + 1);
            }

            return padded.ToString();
        }
    }
}
