using System.Diagnostics;
using System.Globalization;

namespace Glia.Fuzz;

/// <summary>
/// The loop, in a process whose assemblies count their branches: an input is taken, changed and read; if it reached something new it is
/// shortened and kept. Before every attempt the input lies in a file, so that it survives whatever it does to the process.
/// </summary>
internal sealed class Search(Reader reader, string input)
{
    private readonly Coverage _coverage = new();
    private readonly List<byte[]> _kept = [];
    private readonly HashSet<string> _faults = new(StringComparer.Ordinal);
    private long _attempts;

    public void Run(TimeSpan time, ulong seed)
    {
        var clock = Stopwatch.StartNew();
        foreach (byte[] known in Corpus.Load(reader))
        {
            Try(known);
            _kept.Add(known);
        }

        var mutator = new Mutator(reader.Words, seed);
        TimeSpan said = TimeSpan.Zero;
        while (clock.Elapsed < time)
        {
            // Half of the time one of those found last: what is new has been tried least.
            int at = mutator.Below(2) == 0 ? _kept.Count - 1 - mutator.Below(Math.Min(_kept.Count, 16)) : mutator.Below(_kept.Count);
            byte[] changed = reader.Mend(mutator.Mutate(_kept[at], _kept[mutator.Below(_kept.Count)]));
            if (Try(changed))
            {
                _kept.Add(Shorten(changed));
            }

            if (clock.Elapsed - said > TimeSpan.FromSeconds(10))
            {
                said = clock.Elapsed;
                Say(clock);
            }
        }

        Say(clock);
        Minimise();
    }

    private void Say(Stopwatch clock) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{reader.Name}: {clock.Elapsed.TotalSeconds:F0} s, {_attempts} attempts, {_kept.Count} inputs kept, {_coverage.Reached} branch pairs, {_faults.Count} findings"));

    /// <summary>Whether an input reached something new.</summary>
    private bool Try(byte[] bytes)
    {
        _attempts++;
        _coverage.Clear();
        Attempt attempt = Attempt.Of(reader, bytes, input);
        if (attempt.Fault is { } fault)
        {
            string kind = string.Join('\n', fault.Split('\n').Take(3));
            if (_faults.Add(kind))
            {
                Console.WriteLine($"FOUND {Corpus.Keep(reader, bytes, "found-")}: {fault}");
            }

            return false;
        }

        return _coverage.Learn();
    }

    /// <summary>Takes pieces out as long as the same is reached.</summary>
    private byte[] Shorten(byte[] bytes)
    {
        List<(int, byte)> wanted = _coverage.Touched();
        int tries = 64;
        for (int piece = bytes.Length / 2; piece > 0 && tries > 0; piece /= 2)
        {
            for (int at = 0; at + piece <= bytes.Length && tries > 0; tries--)
            {
                byte[] shorter = reader.Mend([.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + piece)]);
                _coverage.Clear();
                Attempt attempt = Attempt.Of(reader, shorter, input);
                if (attempt.Fault is null && _coverage.Touched().SequenceEqual(wanted))
                {
                    bytes = shorter;
                }
                else
                {
                    at += piece;
                }
            }
        }

        return bytes;
    }

    /// <summary>Commits the smallest inputs that together reach what all reach, as far as there is room; findings stay.</summary>
    private void Minimise()
    {
        var left = new HashSet<(int, byte)>();
        var reach = new List<(byte[] Bytes, HashSet<(int, byte)> Reached)>();
        foreach (byte[] bytes in _kept.DistinctBy(Convert.ToHexString, StringComparer.Ordinal))
        {
            _coverage.Clear();
            Attempt.Of(reader, bytes, input);
            HashSet<(int, byte)> touched = [.. _coverage.Touched()];
            left.UnionWith(touched);
            reach.Add((bytes, touched));
        }

        HashSet<string> before = [.. Corpus.Files(reader).Where(path => !Path.GetFileName(path).Contains('-', StringComparison.Ordinal))];
        int room = Corpus.MostBytes;
        while (left.Count > 0)
        {
            var fitting = reach.Where(each => each.Bytes.Length <= room).ToList();
            if (fitting.Count == 0)
            {
                break;
            }

            (byte[] Bytes, HashSet<(int, byte)> Reached) best = fitting.MaxBy(each => (double)each.Reached.Count(left.Contains) / (each.Bytes.Length + 64));
            if (!best.Reached.Overlaps(left))
            {
                break;
            }

            left.ExceptWith(best.Reached);
            room -= best.Bytes.Length;
            before.Remove(Corpus.Keep(reader, best.Bytes));
        }

        foreach (string path in before)
        {
            File.Delete(path);
        }

        Console.WriteLine($"{reader.Name}: {Corpus.Files(reader).Count} inputs of {Corpus.MostBytes - room} bytes stand in {Corpus.Folder(reader)}");
    }
}
