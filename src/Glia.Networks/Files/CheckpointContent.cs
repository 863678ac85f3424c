namespace Glia.Networks.Files;

/// <summary>A checkpoint about to be written.</summary>
/// <param name="Header">Everything but the numbers, as JSON.</param>
/// <param name="Tensors">The numbers.</param>
internal readonly record struct CheckpointContent(byte[] Header, IReadOnlyList<ReadOnlyMemory<float>> Tensors)
{
    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path)
    {
        CheckpointContent content = this;
        AtomicFile.Write(path, stream => FileContent.Write(stream, FileKind.Checkpoint, content.Header, content.Tensors));
    }

    /// <summary>The same with numbers of its own, so that the training may go on meanwhile.</summary>
    /// <param name="memory">Arrays of an earlier copy; those that fit are used again.</param>
    /// <returns>The copy; its arrays are in <paramref name="memory"/>.</returns>
    public CheckpointContent Copy(List<float[]> memory)
    {
        for (int i = 0; i < Tensors.Count; i++)
        {
            if (i == memory.Count)
            {
                memory.Add([]);
            }

            if (memory[i].Length != Tensors[i].Length)
            {
                memory[i] = new float[Tensors[i].Length];
            }

            Tensors[i].CopyTo(memory[i]);
        }

        return this with { Tensors = [.. memory] };
    }
}
