using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// The treatments of a proxy of which a policy is in shadow mode or rolled out in stages. Which one an exchange gets is decided by a hash of
/// its caller or conversation and the policy's name: the same on every replica and after every restart, without anything to remember, and
/// one policy's first tenth is not another's. Raising the share leaves those in who were in.
/// </summary>
/// <param name="staged">The assignments that act for some; at most <see cref="MostStaged"/>.</param>
/// <param name="compile">Compiles the treatment in which these of them act.</param>
public sealed class TreatmentTable(IReadOnlyList<PolicyAssignment> staged, Func<IReadOnlySet<string>, GuardTreatment> compile)
{
    /// <summary>The most policies of one proxy that can be rolled out at the same time: each doubles the treatments.</summary>
    public const int MostStaged = 4;

    /// <summary>Characters of a conversation's first message that tell it from others.</summary>
    private const int ConversationStart = 1024;

    private const uint Percent = 100;

    // Compiled when first needed: most combinations of several shares may never occur.
    private readonly Lazy<GuardTreatment>[] _treatments =
        [.. Enumerable.Range(0, 1 << staged.Count).Select(chosen => new Lazy<GuardTreatment>(() => compile(ActingOf(staged, chosen))))];

    /// <summary>The treatment of an exchange.</summary>
    public GuardTreatment For(Exchange exchange)
    {
        var chosen = 0;
        for (var index = 0; index < staged.Count; index++)
        {
            chosen |= IsIn(staged[index], exchange) ? 1 << index : 0;
        }

        return _treatments[chosen].Value;
    }

    private static bool IsIn(PolicyAssignment assignment, Exchange exchange)
    {
        var unit = assignment.RolloutBy == RolloutUnit.Caller ? exchange.Caller.Id : $"{exchange.Caller.Id}\n{FirstWords(exchange)}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{assignment.Policy}\n{unit}"), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) % Percent < assignment.RolloutPercent;
    }

    // A client sends the conversation anew with every turn, so its first user message is what all turns share; instructions before it
    // often hold the time of day.
    private static string FirstWords(Exchange exchange)
    {
        foreach (var segment in exchange.Request?.Segments ?? [])
        {
            if (segment.Role == TextRole.User)
            {
                return segment.Text[..Math.Min(segment.Text.Length, ConversationStart)].ToString();
            }
        }

        return "";
    }

    private static HashSet<string> ActingOf(IReadOnlyList<PolicyAssignment> staged, int chosen) =>
        [.. staged.Where((_, index) => (chosen & (1 << index)) != 0).Select(assignment => assignment.Policy)];
}
