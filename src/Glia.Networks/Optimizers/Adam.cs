namespace Glia.Networks.Optimizers;

/// <summary>Kingma and Ba, "Adam", arXiv:1412.6980; the update is that of <see cref="AdamMoments"/>.</summary>
internal sealed class Adam(AdamMoments moments) : Optimizer
{
    public override string Text => $"adam({moments.Text})";

    public override int Slots => 2;

    public override double? Epsilon => moments.Epsilon;

    public override double[] StartScalars => AdamMoments.StartScalars;

    public override void Advance(double[] scalars) => moments.Advance(scalars);

    public override void Update(in UpdateStep step) => moments.Update(step);
}
