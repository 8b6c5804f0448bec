using System.Collections.Frozen;

namespace Sallyport.Detection.Views;

/// <summary>
/// Common words that pairs of letters alone would put together wrongly. Found by a count over the harmless chats of the development set and the attacks the rules
/// are tested with; <c>Sallyport.DetectionBench pairs</c> prints them anew.
/// </summary>
internal static class PigLatinWords
{
    private const string Words =
        """
        absorb alb by campaign cgi characteristics chatgpt chr clouds column columns commands concepts cp crystal css csv cybersecurity cycle deep
        design dns down dp dr dragon drop egypt emojis enjoy env etc everyday evoke exactly exec ftth garden github given global glow glowing golden
        grain greek green growth habits hairs handles hands happiness has hat headers heart heat height help heuristics highlight highlights hint
        holds hooks hoops host hot hours houses how html http https humans hvs i illegal immediately impactful imperfect individual individuals
        influence influences innovative input inputs insightful interview interviewer involve involved involving ip ips itself jazz job john jpg js
        keep keys keywords knees know known kubernetes lamp lastly law legs length level lightly logs lyrics match mechanism methods months mws my
        narrow nc nearby new now oubliez paths pdf perform photorealism php phpinfo physical physics platform platforms png poem problem problems
        professionalism program python recent recipient reflect relationship relevant report request research reset respect rest restaurant result
        review right roadmap robot robust row ruleset rust says scalable scale scan scenario scenarios scene schedule school schools science
        scientist scope score screen script scripts seconds seems settings sg sh sharp sk sky sl slack sleep slender slide slides slight slightly
        slim small smaller smart smartphone smile smirk smoke snippets soft sounds space spacecraft spaceship speak speaker special specialist
        species specifications specular spell spirit sponsors sports sql sshpass stage stance standards stands state statistics step steps
        stereotype stipple storage store str strands strengths structure study style styles sweat swimsuit syllabus symbols symptoms synonyms syntax
        system systematic systems tactics tags tasks terms tests texts thighs things thoughts threats timeless tips tomb tools top topics tourists
        towards traffic transactions transitions trends trip triptych try tv two txt type types typical view vr vs waist wait waiting walk walking
        walls want war warm warmth warning warped watch water watermark waves way ways we weaknesses weapon weapons wear wearing weary weather weave
        web website websites weight well were wet why wide will wind winter wise with within without woman wonder wood wooden wool word words work
        workflow workflows working works workshop world wort would xml year yes yet yourself
        """;

    /// <summary>None: pairs alone decide.</summary>
    public static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> None { get; } = LookupOf("");

    /// <summary>The words, in any case.</summary>
    public static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known { get; } = LookupOf(Words);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> LookupOf(string words) =>
        words.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
