using Glia.Kernels.Randomness;

namespace Glia.Networks.Training;

/// <summary>
/// Which rows an epoch reads into which window: the blocks of the source in the order of seed and epoch, dealt to windows; or, if one window
/// holds all, the source as it stands. Windows are of equal size, but for a block.
/// </summary>
internal sealed class WindowPlan
{
    // Blocks are what is read at once. 1024 rows are some tens of kilobytes, enough for a disk; and a window of 256 blocks or more is
    // a fair draw of a sorted file: its share of a class deviates by at most 1/√256 · 1/2, three hundredths.
    private const int LargestBlock = 1024;
    private const int FewestBlocks = 256;

    private readonly int _rows;
    private readonly int[] _blocks;
    private readonly int _blockRows;
    private readonly int _perWindow;
    private readonly int[] _starts;

    public WindowPlan(int rows, int windowRows, RandomStream epochStream)
    {
        _rows = rows;
        _blockRows = Math.Clamp(windowRows / FewestBlocks, 1, LargestBlock);
        _blocks = new int[((rows - 1) / _blockRows) + 1];
        int windows = windowRows >= rows ? 1 : ((_blocks.Length - 1) / (windowRows / _blockRows)) + 1;
        _perWindow = ((_blocks.Length - 1) / windows) + 1;
        Batches.InOrder(_blocks);
        if (_perWindow < _blocks.Length)
        {
            epochStream.Split("blocks").Shuffle(_blocks.AsSpan());
        }

        _starts = new int[((_blocks.Length - 1) / _perWindow) + 2];
        for (int i = 0; i < _blocks.Length; i++)
        {
            _starts[(i / _perWindow) + 1] += RowsOf(_blocks[i]);
        }

        for (int i = 1; i < _starts.Length; i++)
        {
            _starts[i] += _starts[i - 1];
        }
    }

    /// <summary>Windows of the epoch.</summary>
    public int Windows => _starts.Length - 1;

    /// <summary>Most rows a window can have.</summary>
    public int LargestWindow => (int)Math.Min((long)_perWindow * _blockRows, _rows);

    /// <summary>Where a window begins among the rows of the epoch; for the number of windows, where the last one ends.</summary>
    public int Start(int window) => _starts[window];

    /// <summary>The window that a row of the epoch is in.</summary>
    public int WindowOf(int row)
    {
        int found = Array.BinarySearch(_starts, row);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The pieces of the source that make a window, in order: neighbouring blocks are one.</summary>
    public IEnumerable<(int First, int Rows)> Pieces(int window)
    {
        int end = Math.Min((window + 1) * _perWindow, _blocks.Length);
        int at = window * _perWindow;
        while (at < end)
        {
            int first = _blocks[at] * _blockRows, rows = RowsOf(_blocks[at]);
            for (at++; at < end && _blocks[at] == _blocks[at - 1] + 1 && rows < LargestBlock; at++)
            {
                rows += RowsOf(_blocks[at]);
            }

            yield return (first, rows);
        }
    }

    private int RowsOf(int block) => Math.Min(_blockRows, _rows - (block * _blockRows));
}
