using Glia.Kernels.Products;

namespace Glia.Kernels.Tests.Products;

public sealed unsafe class TeamTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(5, true)]
    [InlineData(5, false)]
    public void Every_piece_is_done_exactly_once_in_every_call(int threads, bool even)
    {
        using var team = new Team(threads);
        int whole = Piece.Of(0, threads, even).Whole;
        int* counts = stackalloc int[whole];
        for (int call = 1; call <= 50; call++)
        {
            team.Run(new Counting(counts), even);
            for (int at = 0; at < whole; at++)
            {
                Assert.Equal(call, counts[at]);
            }
        }
    }

    [Fact]
    public void Who_is_done_takes_what_a_slower_thread_has_not_begun()
    {
        using var team = new Team(2);
        int* counts = stackalloc int[2];
        team.Run(new HeldUp(counts));
        Assert.Equal(5, counts[0]);
        Assert.Equal(1, counts[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(256)]
    [InlineData(2049)]
    public void Pieces_of_whole_grains_follow_each_other_without_a_gap(int total)
    {
        foreach (bool even in new[] { false, true })
        {
            int end = 0;
            for (int number = 0; number < Piece.Count(3, even); number++)
            {
                (int from, int to) = Piece.Of(number, 3, even).Of(total, 32);
                Assert.Equal(end, from);
                Assert.True(to == total || to % 32 == 0);
                end = to;
            }

            Assert.Equal(total, end);
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
            team.Run(new Counting(counts), even: true);
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
    public void An_exception_of_a_piece_reaches_the_caller_and_the_team_lives_on(int failing)
    {
        using var team = new Team(2);
        Assert.Throws<InvalidOperationException>(() => team.Run(new Failing(failing), even: true));
        int* counts = stackalloc int[2];
        team.Run(new Counting(counts), even: true);
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

        public void Run(Piece piece)
        {
            for (int at = piece.From; at < piece.To; at++)
            {
                Interlocked.Increment(ref _counts[at]);
            }
        }
    }

    /// <summary>The helper's large piece lasts until the caller has done all others.</summary>
    private readonly struct HeldUp(int* counts) : ITeamWork
    {
        private readonly int* _counts = counts;

        public void Run(Piece piece)
        {
            bool slow = piece.From == Piece.Of(1, 2, even: false).From;
            if (slow)
            {
                SpinWait wait = default;
                while (Volatile.Read(ref _counts[0]) < Piece.Count(2, even: false) - 1)
                {
                    wait.SpinOnce();
                }
            }

            Interlocked.Increment(ref _counts[slow ? 1 : 0]);
        }
    }

    private readonly struct Failing(int part) : ITeamWork
    {
        private readonly int _part = part;

        public void Run(Piece piece)
        {
            if (piece.From == _part)
            {
                throw new InvalidOperationException("This piece fails.");
            }
        }
    }
}
