rule ForgedChatMarkers : prompt_injection
{
    meta:
        description = "Several kinds of chat markup in one text"
        severity = "high"
        direction = "input, tool_result"
    strings:
        $m1 = "<|im_start|>"
        $m2 = "[/INST]"
        $m3 = "<<SYS>>"
        $m4 = "<|start_header_id|>"
        $m5 = /^(system|assistant):/ nocase
    condition:
        50% of ($m*) or for 2 of ($m1, $m2, $m3) : ( # > 1 )
}
