using Glia.Kernels.Products;

namespace Glia.Kernels.Tests.Products;

public sealed unsafe class TeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_part_is_done_exactly_once_in_every_call(int threads)
    {
        using var team = new Team(threads);
        int* counts = stackalloc int[threads];
        for (int call = 1; call <= 50; call++)
        {
            team.Run(new Counting(counts));
            for (int part = 0; part < threads; part++)
            {
                Assert.Equal(call, counts[part]);
            }
        }
    }

    /// <summary>
    /// More threads than processors: the caller is interrupted between the call and the waking of its helpers, which by then may have
    /// done the call and gone to sleep. A bell that rings that late belongs to no call.
    /// </summary>
    [Fact]
    public void A_late_bell_wakes_nobody_to_a_call_that_is_over()
    {
        using var team = new Team(1 + (3 * Environment.ProcessorCount));
        int* counts = stackalloc int[team.Threads];
        var pause = new Random(1);
        for (int call = 1; call <= 4_000; call++)
        {
            team.Run(new Counting(counts));
            for (int part = 0; part < team.Threads; part++)
            {
                Assert.Equal(call, Volatile.Read(ref counts[part]));
            }

            Thread.SpinWait(pause.Next(6_000));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_exception_of_a_part_reaches_the_caller_and_the_team_lives_on(int failing)
    {
        using var team = new Team(2);
        Assert.Throws<InvalidOperationException>(() => team.Run(new Failing(failing)));
        int* counts = stackalloc int[2];
        team.Run(new Counting(counts));
        Assert.Equal(1, counts[0]);
        Assert.Equal(1, counts[1]);
    }

    [Fact]
    public void Threads_end_with_the_team()
    {
        var team = new Team(3);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new Failing(0)));
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        using var team = new Team(2);
        float[] a = new float[256 * 256];
        float[] c = new float[256 * 256];
        Assert.Equal(0, Allocations.Least(() => Product.Multiply(a, a, c, 256, 256, 256, team)));
    }

    [Fact]
    public void Two_threads_may_use_one_team_at_the_same_time()
    {
        using var team = new Team(2);
        float[] a = new float[192 * 192];
        Array.Fill(a, 1f);
        Parallel.For(0, 8, _ =>
        {
            float[] c = new float[192 * 192];
            for (int i = 0; i < 20; i++)
            {
                Product.Multiply(a, a, c, 192, 192, 192, team);
                Assert.DoesNotContain(c, value => value != 192f);
            }
        });
    }

    private readonly struct Counting(int* counts) : ITeamWork
    {
        private readonly int* _counts = counts;

        public void Run(int part, int parts) => Interlocked.Increment(ref _counts[part]);
    }

    private readonly struct Failing(int part) : ITeamWork
    {
        private readonly int _part = part;

        public void Run(int part, int parts)
        {
            if (part == _part)
            {
                throw new InvalidOperationException("This part fails.");
            }
        }
    }
}
