using Glia.Kernels.Products;
using Glia.Networks.Optimizers;

namespace Glia.Networks.Training;

/// <summary>The update of all parameters, in stretches: each value's update needs that value only.</summary>
internal sealed class UpdateWork(Optimizer optimizer, Team? team) : ITeamWork
{
    /// <summary>Stretches are multiples of this, so that no two threads write to one line of the cache.</summary>
    private const int Grain = 64;

    /// <summary>Fewer values are updated in less time than it takes to call another thread.</summary>
    private const int WorthSharing = 32768;

    private UpdateStep _step;

    public void Run(in UpdateStep step)
    {
        optimizer.Advance(step.Scalars);
        if (team is null || step.Length < WorthSharing)
        {
            optimizer.Update(step);
            return;
        }

        _step = step;
        team.Share(this);
    }

    void ITeamWork.Run(Piece piece)
    {
        (int from, int to) = piece.Of(_step.Length, Grain);
        optimizer.Update(_step with { From = from, Length = to - from });
    }
}
