rule RepeatedBeacon
{
    meta:
        description = "The same collector named three times close together"
        severity = "high"
        category = "exfiltration"
    strings:
        $url = /https?:\/\/[a-z0-9.-]{4,60}\.(oast\.(fun|live|site)|requestbin\.net|webhook\.site)/ nocase
    condition:
        #url >= 3 and for any i in (1..#url - 2) : ( @url[i + 2] - @url[i] < 600 )
}

rule SecretInImageLink
{
    meta:
        description = "An image whose address carries a secret's name"
        severity = "medium"
        direction = "output"
    strings:
        $image = "!["
        $key = /\]\(https?:[^)\s]{1,200}[?&](token|secret|api_key|password)=/ nocase
    condition:
        all of them and @key[1] > @image[1]
}
