using System.Text;

namespace Glia.Kernels.Randomness;

/// <summary>
/// The only source of chance: a stream of random numbers that is a pure function of its seed, equal on every machine. Not for secrets,
/// and not for use by several threads at once.
/// </summary>
/// <remarks>
/// Philox4x32-10, counter-based. A child made by <see cref="Split(string)"/> depends on the seed and the labels on the way to it,
/// never on how far its parent has been read, so nothing has to be stored in order to resume.
/// </remarks>
public sealed class RandomStream
{
    // The highest counter word tells apart what one key is used for.
    private const uint ForNumbers = 0;
    private const uint ForLabels = 1;
    private const uint ForIndices = 2;

    private const int WordsOfBlock = 4;

    /// <summary>Words that are drawn together where many are asked for: 2 KiB.</summary>
    private const int AtOnce = Normals.MostPairs * Normals.WordsOfPair;

    private ulong _key;
    private ulong _block;
    private (uint X0, uint X1, uint X2, uint X3) _words;
    private int _used = WordsOfBlock;

    /// <summary>Initializes a new instance of the <see cref="RandomStream"/> class, at its beginning.</summary>
    /// <param name="seed">The seed; every value is as good as any other.</param>
    public RandomStream(ulong seed) => _key = seed;

    /// <summary>Makes the child stream of a label.</summary>
    /// <param name="label">What the child is for.</param>
    /// <returns>The child, at its beginning.</returns>
    public RandomStream Split(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return Child(Hash(label), ForLabels);
    }

    /// <summary>Makes the child stream of an index, such as an epoch.</summary>
    /// <param name="index">The index.</param>
    /// <returns>The child, at its beginning.</returns>
    public RandomStream Split(ulong index) => Child(index, ForIndices);

    /// <summary>Turns this stream into <see cref="Split(ulong)"/> of another, at its beginning, for loops that must not allocate.</summary>
    /// <param name="parent">The other stream.</param>
    /// <param name="index">The index.</param>
    internal void Restart(RandomStream parent, ulong index)
    {
        _key = parent.ChildKey(index, ForIndices);
        _block = 0;
        _used = WordsOfBlock;
    }

    /// <summary>32 random bits.</summary>
    /// <returns>A number, all equally likely.</returns>
    public uint NextUInt32()
    {
        if (_used == WordsOfBlock)
        {
            _words = Philox.Block(((uint)_block, (uint)(_block >> 32), 0, ForNumbers), _key);
            _block++;
            _used = 0;
        }

        return _used++ switch
        {
            0 => _words.X0,
            1 => _words.X1,
            2 => _words.X2,
            _ => _words.X3,
        };
    }

    /// <summary>Many times 32 random bits: the same, and the same state afterwards, as one <see cref="NextUInt32"/> for each, in a fraction of the time.</summary>
    /// <param name="words">Gets the numbers.</param>
    public void Fill(Span<uint> words)
    {
        int done = 0;
        while (_used < WordsOfBlock && done < words.Length)
        {
            words[done++] = NextUInt32();
        }

        int blocks = (words.Length - done) / WordsOfBlock;
        PhiloxWords.Fill(_key, _block, words.Slice(done, blocks * WordsOfBlock));
        _block += (ulong)blocks;
        for (done += blocks * WordsOfBlock; done < words.Length; done++)
        {
            words[done] = NextUInt32();
        }
    }

    /// <summary>A float of [0, 1), a multiple of 2⁻²⁴.</summary>
    /// <returns>The number.</returns>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Many floats of [0, 1): the same, and the same state afterwards, as one <see cref="NextSingle"/> for each, in a fraction of the time.</summary>
    /// <param name="numbers">Gets the numbers.</param>
    public void NextSingles(Span<float> numbers)
    {
        Span<uint> words = stackalloc uint[AtOnce];
        while (!numbers.IsEmpty)
        {
            int count = Math.Min(AtOnce, numbers.Length);
            Fill(words[..count]);
            for (int i = 0; i < count; i++)
            {
                numbers[i] = (words[i] >> 8) * (1f / (1 << 24));
            }

            numbers = numbers[count..];
        }
    }

    /// <summary>A double of [0, 1), a multiple of 2⁻⁵³.</summary>
    /// <returns>The number.</returns>
    public double NextDouble() => Normals.Uniform(NextUInt32(), NextUInt32());

    /// <summary>A number of the standard normal distribution.</summary>
    /// <returns>The number.</returns>
    public float NextNormal()
    {
        float number = 0;
        NextNormals(new Span<float>(ref number));
        return number;
    }

    /// <summary>Many numbers of the standard normal distribution: the same, and the same state afterwards, as one <see cref="NextNormal"/> for each, in a fraction of the time.</summary>
    /// <param name="numbers">Gets the numbers.</param>
    public void NextNormals(Span<float> numbers)
    {
        Span<uint> words = stackalloc uint[AtOnce];
        while (!numbers.IsEmpty)
        {
            // As many pairs as numbers are missing: none that is drawn can be one too many.
            Span<uint> pairs = words[..(Math.Min(Normals.MostPairs, numbers.Length) * Normals.WordsOfPair)];
            Fill(pairs);
            numbers = numbers[Normals.OfPairs(pairs, numbers)..];
        }
    }

    /// <summary>An integer from 0 to below <paramref name="exclusiveMax"/>, all exactly equally likely.</summary>
    /// <remarks>Lemire, Fast Random Integer Generation in an Interval, 2019.</remarks>
    /// <param name="exclusiveMax">The first integer that cannot come, at least 1.</param>
    /// <returns>The integer.</returns>
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        uint count = (uint)exclusiveMax;
        ulong product;
        do
        {
            product = (ulong)NextUInt32() * count;
        }
        while (IsRefused((uint)product, count));

        return (int)(product >> 32);
    }

    /// <summary>Brings items into random order, all orders equally likely (Fisher and Yates).</summary>
    /// <typeparam name="T">Type of an item.</typeparam>
    /// <param name="items">The items.</param>
    public void Shuffle<T>(Span<T> items)
    {
        Span<uint> words = stackalloc uint[AtOnce];
        int drawn = 0, used = 0;
        for (int last = items.Length - 1; last > 0; last--)
        {
            uint count = (uint)last + 1;
            ulong product;
            do
            {
                if (used == drawn)
                {
                    // As many as items are left: each of them takes one at least, so none that is drawn can be one too many.
                    (drawn, used) = (Math.Min(AtOnce, last), 0);
                    Fill(words[..drawn]);
                }

                product = (ulong)words[used++] * count;
            }
            while (IsRefused((uint)product, count));

            int other = (int)(product >> 32);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>Whether a word has to be drawn again, so that no integer comes more often than another. The division is needed for one word in 2³² / count.</summary>
    private static bool IsRefused(uint fraction, uint count) => fraction < count && fraction < (0 - count) % count;

    /// <summary>FNV-1a over UTF-8, 64 bits.</summary>
    private static ulong Hash(string label)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in Encoding.UTF8.GetBytes(label))
        {
            hash = (hash ^ b) * 0x100000001B3;
        }

        return hash;
    }

    private RandomStream Child(ulong value, uint purpose) => new(ChildKey(value, purpose));

    private ulong ChildKey(ulong value, uint purpose)
    {
        (uint low, uint high, _, _) = Philox.Block(((uint)value, (uint)(value >> 32), 0, purpose), _key);
        return low | ((ulong)high << 32);
    }
}
